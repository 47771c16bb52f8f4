using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Streams;
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
            .WithSummary("Changes as server-sent events; Last-Event-ID resumes").TakesHeaders("Last-Event-ID")
            .Produces<VersionResponse>(contentType: EventStream.MediaType)
            .DisableRequestTimeout();

        return routes;
    }

    private static SettingsWatch Watch(HttpRequest request, string persona, CurrentUser user, StreamServices services) =>
        new(services, user.UserId, Personas.Checked(persona), EventStream.SinceOf(request));
}
