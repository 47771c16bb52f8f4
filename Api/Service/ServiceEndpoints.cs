using Actors.Api.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Service;

/// <summary>What this service is and where to read on.</summary>
internal static class ServiceEndpoints
{
    public static IEndpointRouteBuilder MapService(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", About).AllowAnyone().Unlimited().WithTags("Service").WithSummary("What this service is");
        return routes;
    }

    private static Ok<ServiceResponse> About(EngineName engine) => TypedResults.Ok(
        new ServiceResponse("Actors", ServiceVersion.Text, engine.Value, "/docs", "/openapi/v1.json", "/health"));
}

internal sealed record ServiceResponse(string Name, string Version, string Engine, string Documentation, string Openapi, string Health);

/// <summary>Which engine runs the grains, as the host says.</summary>
public sealed record EngineName(string Value);
