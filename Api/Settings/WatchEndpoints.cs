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
        // Thousands watch at once. What a handler is given of services, or has bound by code, it would hold for as long: a scope, a step, an array.
        var services = routes.ServiceProvider.GetRequiredService<StreamServices>();

        routes.MapGet("/api/v1/personas/{persona}/settings/watch", (HttpContext context, string persona) => Watch(services, context, persona))
            .WithTags("Settings")
            .RequireUser(Scopes.SettingsRead)
            .WithSummary("Changes as server-sent events; Last-Event-ID resumes").TakesHeaders("Last-Event-ID")
            .Produces<VersionResponse>(contentType: EventStream.MediaType)
            .DisableRequestTimeout();

        return routes;
    }

    private static SettingsWatch Watch(StreamServices services, HttpContext context, string persona) =>
        new(services, CurrentUser.Of(context)!.UserId, Personas.Checked(persona), EventStream.SinceOf(context.Request));
}
