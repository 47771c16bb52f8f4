using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.RateLimits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Silos;

/// <summary>The live grains, for administrators.</summary>
internal static class GrainEndpoints
{
    public static IEndpointRouteBuilder MapGrains(this IEndpointRouteBuilder routes)
    {
        var grains = routes.MapGroup("/api/v1/admin/grains").WithTags("Administration");

        grains.MapGet("", ListAsync).RequireAdmin().WithSummary("The types of grain: activations, and the calls of the last minute").Lists();
        grains.MapGet("/{type}", GetTypeAsync).RequireAdmin().WithSummary("One type: its activations by silo, its methods with the slowest first")
            .FailsWith(ErrorCodes.NotFound);

        // A key may have slashes: that of a settings document has.
        grains.MapGet("/{type}/{**key}", FindAsync).RequireAdmin()
            .WithSummary("One grain: where and since when it is active, its queue, and what is stored of it with secrets masked")
            .FailsWith(ErrorCodes.NotFound);
        grains.MapPost("/{type}/deactivate", DeactivateAsync).RequireAdmin()
            .WithSummary("Take a grain out of memory; its state stays, and the next call reads it again").FailsWith(ErrorCodes.NotFound);

        routes.MapGet("/api/v1/admin/activations", ListActiveAsync).RequireAdmin().RequireRateLimit(RateLimitTiers.Heavy).WithTags("Administration")
            .WithSummary("The active grains of a type by key; prefix filters").Lists("type", "prefix").FailsWith(ErrorCodes.NotFound);

        return routes;
    }

    private static async Task<Ok<ListResponse<GrainTypeResponse>>> ListAsync(HttpRequest request, IGrainFactory grains)
    {
        var page = KeyPage.Of(request, _ => true);
        var types = await grains.GetInspector().ListTypesAsync();
        return TypedResults.Ok(page.Ascending(types.Select(GrainTypeResponse.Of), type => type.Type));
    }

    private static async Task<Results<Ok<GrainTypeDetail>, Problem>> GetTypeAsync(string type, IGrainFactory grains) =>
        (await grains.GetInspector().ListTypesAsync()).FirstOrDefault(known => known.Type == type) is { } found
            ? TypedResults.Ok(GrainTypeDetail.Of(found))
            : new Problem(ErrorCodes.NotFound);

    private static async Task<Results<Ok<GrainResponse>, Problem>> FindAsync(HttpContext context, string type, string key, IGrainFactory grains)
    {
        var wanted = SentKey.Of(context, key);

        return wanted.Length is > 0 and <= DeactivateRequest.MaxKeyLength && await grains.GetInspector().FindAsync(type, wanted) is { } found
            && (found.Active is not null || found.States.Count > 0)
                ? TypedResults.Ok(GrainResponse.Of(found))
                : new Problem(ErrorCodes.NotFound);
    }

    private static async Task<Results<NoContent, Problem>> DeactivateAsync(
        string type, Body<DeactivateRequest> body, Origin origin, IGrainFactory grains) =>
        await grains.GetInspector().DeactivateAsync(type, body.Value.Key!, body.Value.Reason, origin)
            ? TypedResults.NoContent()
            : new Problem(ErrorCodes.NotFound);

    private static async Task<Results<Ok<ListResponse<ActivationResponse>>, Problem>> ListActiveAsync(HttpRequest request, IGrainFactory grains)
    {
        var query = new ListQuery(request.Query);
        var (type, prefix, limit, cursor) = (query.Text("type"), query.Text("prefix"), query.Limit, query.Cursor);
        query.Check();

        if (type is null)
        {
            return Problem.Invalid(new FieldError("type", "required", "The parameter is required."));
        }

        return await grains.GetInspector().ListActiveAsync(type, prefix ?? "", limit, cursor) is { } page
            ? TypedResults.Ok(new ListResponse<ActivationResponse>([.. page.Items.Select(key => new ActivationResponse(type, key))], page.NextCursor))
            : new Problem(ErrorCodes.NotFound);
    }
}
