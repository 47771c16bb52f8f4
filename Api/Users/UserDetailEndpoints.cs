using Actors.Api.Access;
using Actors.Api.ApiKeys;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.External;
using Actors.Api.Requests;
using Actors.Api.Sessions;
using Actors.Api.Settings;
using Actors.ApiKeys;
using Actors.Settings;
using Actors.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Users;

/// <summary>What belongs to one account, for administrators.</summary>
internal static class UserDetailEndpoints
{
    public static IEndpointRouteBuilder MapUserDetails(this IEndpointRouteBuilder routes)
    {
        var user = routes.MapGroup("/api/v1/admin/users/{id}").WithTags("Administration");

        user.MapGet("/lockout", GetLockoutAsync).RequireAdmin().WithSummary("What is counted and locked: strangers, each known device, the second factor, those who are signed in")
            .FailsWith(ErrorCodes.NotFound);
        user.MapGet("/sessions", ListSessionsAsync).RequireAdmin().WithSummary("The account's sessions, the newest first").Lists().FailsWith(ErrorCodes.NotFound);
        user.MapDelete("/sessions/{session}", RevokeSessionAsync).RequireAdmin().WithSummary("End one session").FailsWith(ErrorCodes.NotFound);
        user.MapGet("/api-keys", ListKeysAsync).RequireAdmin().WithSummary("The account's API keys, the newest first").Lists().FailsWith(ErrorCodes.NotFound);
        user.MapDelete("/api-keys/{key}", RevokeKeyAsync).RequireAdmin().WithSummary("End an API key").FailsWith(ErrorCodes.NotFound);
        user.MapGet("/identities", ListIdentitiesAsync).RequireAdmin().WithSummary("Who may sign in to the account by way of OpenID providers").Lists()
            .FailsWith(ErrorCodes.NotFound);
        user.MapDelete("/identities/{identity}", UnlinkAsync).RequireAdmin().WithSummary("Let an identity sign in no more").FailsWith(ErrorCodes.NotFound);
        user.MapGet("/personas", ListPersonasAsync).RequireAdmin().WithSummary("The account's personas, without what is in them").Lists().FailsWith(ErrorCodes.NotFound);

        return routes;
    }

    private static async Task<Results<Ok<UserLocks>, Problem>> GetLockoutAsync(string id, IGrainFactory grains) =>
        Ids.IsId(id, Ids.User) && await grains.GetUserAdministration(id).DescribeLocksAsync() is { } locks
            ? TypedResults.Ok(locks)
            : new Problem(ErrorCodes.NotFound);

    private static async Task<Results<Ok<ListResponse<SessionResponse>>, Problem>> ListSessionsAsync(
        string id, HttpRequest request, CurrentUser user, IGrainFactory grains)
    {
        var page = KeyPage.Of(request, SessionResponse.IsId);

        return await grains.HasAccountAsync(id)
            ? TypedResults.Ok(page.Descending(
                (await grains.GetUserSessions(id).ListAsync()).Select(session => SessionResponse.Of(session, user.SessionId)), session => session.Id))
            : new Problem(ErrorCodes.NotFound);
    }

    private static async Task<Results<NoContent, Problem>> RevokeSessionAsync(string id, string session, Origin origin, IGrainFactory grains) =>
        await grains.HasAccountAsync(id) && await grains.GetUserSessions(id).RevokeOneAsync(session, origin)
            ? TypedResults.NoContent()
            : new Problem(ErrorCodes.NotFound);

    private static async Task<Results<Ok<ListResponse<ApiKeyDescription>>, Problem>> ListKeysAsync(string id, HttpRequest request, IGrainFactory grains)
    {
        var page = KeyPage.Of(request, ApiKeyEndpoints.IsId);

        return await grains.HasAccountAsync(id)
            ? TypedResults.Ok(page.Descending(await grains.GetUserApiKeys(id).ListKeysAsync(), key => key.Id))
            : new Problem(ErrorCodes.NotFound);
    }

    private static async Task<Results<NoContent, Problem>> RevokeKeyAsync(string id, string key, Origin origin, IGrainFactory grains) =>
        await grains.HasAccountAsync(id) && await grains.GetUserApiKeys(id).RevokeKeyAsync(key, origin)
            ? TypedResults.NoContent()
            : new Problem(ErrorCodes.NotFound);

    private static async Task<Results<Ok<ListResponse<IdentityResponse>>, Problem>> ListIdentitiesAsync(
        string id, HttpRequest request, Providers providers, IGrainFactory grains)
    {
        var page = KeyPage.Of(request, IdentityResponse.IsId);

        return await grains.HasAccountAsync(id)
            ? TypedResults.Ok(page.Ascending(await IdentityEndpoints.DescribeAsync(id, grains, providers), identity => identity.Id))
            : new Problem(ErrorCodes.NotFound);
    }

    private static async Task<Results<NoContent, Problem>> UnlinkAsync(string id, string identity, Origin origin, IGrainFactory grains) =>
        await grains.HasAccountAsync(id) && await grains.GetUserExternal(id).UnlinkAsync(identity, origin)
            ? TypedResults.NoContent()
            : new Problem(ErrorCodes.NotFound);

    private static async Task<Results<Ok<ListResponse<PersonaResponse>>, Problem>> ListPersonasAsync(string id, HttpRequest request, IGrainFactory grains)
    {
        var page = KeyPage.Of(request, PersonaName.IsValid);

        return await grains.HasAccountAsync(id)
            ? TypedResults.Ok(page.Ascending(await PersonaEndpoints.DescribeAsync(id, grains), persona => persona.Persona))
            : new Problem(ErrorCodes.NotFound);
    }
}
