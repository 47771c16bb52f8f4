using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Health;

namespace Actors.Api.Telemetry.Prometheus;

/// <summary>The metrics of this process, for a Prometheus server.</summary>
internal static class MetricsEndpoint
{
    /// <summary>A scrape is worth a longer wait than a health page: it has no answer to give to who is not known.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/metrics", ReadAsync).AllowAnyone().Unlimited().WithTags("Service")
            .Produces<string>(StatusCodes.Status200OK, "text/plain")
            .FailsWith(ErrorCodes.NotFound)
            .WithSummary("The metrics of this process, in Prometheus' text format")
            .WithDescription("For loopback, the trusted networks, administrators, and API keys with the scope health:read; there is nothing here for others.");

        return routes;
    }

    private static async Task<IResult> ReadAsync(HttpContext context, HealthDetails details, PrometheusExporter metrics)
    {
        if (!await details.AreForAsync(context, Patience))
        {
            return new Problem(ErrorCodes.NotFound);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(metrics.Read(), PrometheusText.MediaType);
    }
}
