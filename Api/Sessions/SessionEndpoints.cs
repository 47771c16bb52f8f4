using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Actors.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Sessions;

internal static class SessionEndpoints
{
    public static IEndpointRouteBuilder MapSessions(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/api/v1/auth/sessions").WithTags("Sessions");

        sessions.MapGet("/", ListAsync).RequireUser(Scopes.AccountRead).WithSummary("The user's sessions, the newest first").Lists();
        sessions.MapDelete("/{id}", RevokeAsync).RequireUser().WithSummary("End one session").FailsWith(ErrorCodes.NotFound);
        sessions.MapDelete("/", RevokeOthersAsync).RequireUser().WithSummary("End every other session");

        return routes;
    }

    private static async Task<Ok<ListResponse<SessionResponse>>> ListAsync(HttpRequest request, CurrentUser user, IGrainFactory grains)
    {
        var page = KeyPage.Of(request, SessionResponse.IsId);
        var sessions = await grains.GetUserSessions(user.UserId).ListAsync();
        return TypedResults.Ok(page.Descending(sessions.Select(s => SessionResponse.Of(s, user.SessionId)), s => s.Id));
    }

    private static async Task<Results<NoContent, Problem>> RevokeAsync(string id, CurrentUser user, Origin origin, IGrainFactory grains) =>
        await grains.GetUserSessions(user.UserId).RevokeOneAsync(id, origin)
            ? TypedResults.NoContent()
            : new Problem(ErrorCodes.NotFound);

    private static async Task<NoContent> RevokeOthersAsync(CurrentUser user, Origin origin, IGrainFactory grains)
    {
        await grains.GetUserSessions(user.UserId).RevokeAllAsync(user.SessionId, origin);
        return TypedResults.NoContent();
    }
}

internal sealed record SessionResponse(
    string Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? Ip, string? UserAgent, bool Current)
{
    public static SessionResponse Of(SessionDescription session, string? currentId) =>
        new(session.Id, session.CreatedAt, session.LastSeenAt, session.Ip, session.UserAgent, session.Id == currentId);

    public static bool IsId(string text) => Ids.IsId(text, Ids.Session);
}
