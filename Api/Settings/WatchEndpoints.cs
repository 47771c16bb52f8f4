using System.Globalization;
using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.ApiKeys;

namespace Actors.Api.Settings;

/// <summary>Changes of a document as they happen, as server-sent events.</summary>
internal static class WatchEndpoints
{
    public static IEndpointRouteBuilder MapSettingsWatch(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/personas/{persona}/settings/watch", Watch)
            .WithTags("Settings")
            .RequireUser(Scopes.SettingsRead)
            .WithSummary("Changes as server-sent events; Last-Event-ID resumes")
            .Produces<VersionResponse>(contentType: WatchResult.MediaType)
            .DisableRequestTimeout();

        return routes;
    }

    private static WatchResult Watch(
        HttpRequest request, string persona, CurrentUser user, IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider clock) =>
        new(grains, user.UserId, Personas.Checked(persona), SinceOf(request), clock, lifetime.ApplicationStopping);

    /// <summary>The version that the client saw last; null when it begins to watch.</summary>
    private static long? SinceOf(HttpRequest request) => request.Headers["Last-Event-ID"] switch
    {
        [] or [""] => null,
        [var id] when long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var version) => version,
        _ => throw new ProblemException(new Problem(ErrorCodes.BadRequest, "Last-Event-ID is the id of an event that was sent here.")),
    };
}
