using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Streams;

namespace Actors.Api.Live;

/// <summary>What goes on now, for administrators.</summary>
internal static class LiveEndpoints
{
    public static IServiceCollection AddLive(this IServiceCollection services) => services.AddHostedService<LiveReporter>();

    public static IEndpointRouteBuilder MapLive(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/admin/live", Watch).RequireAdmin().WithTags("Administration")
            .WithSummary("Load of the whole cluster as server-sent events (sample): the last 15 minutes, then every 5 seconds").TakesHeaders("Last-Event-ID")
            .Produces<LiveResponse>(contentType: EventStream.MediaType)
            .FailsWith(ErrorCodes.BadRequest)
            .DisableRequestTimeout();

        return routes;
    }

    private static LiveWatch Watch(HttpRequest request, StreamServices services) => new(services, EventStream.SinceOf(request) ?? 0);
}
