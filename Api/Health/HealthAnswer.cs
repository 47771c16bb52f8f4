using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Api.Requests;
using Actors.Health;

namespace Actors.Api.Health;

/// <summary>A health page: in full or the status alone, in our own form or as <c>application/health+json</c>.</summary>
internal sealed class HealthAnswer(HealthStatus status, object page) : IResult
{
    // The draft's names are in camel case; what is not known is left out.
    private static readonly JsonSerializerOptions Draft = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new Rfc3339Converter() },
    };

    /// <summary>By then most probes have been asked again.</summary>
    private const string RetryAfterSeconds = "5";

    /// <summary>The status of the answer in our own form; in the draft's, failing is always 503.</summary>
    public int StatusCode { get; init; } = StatusCodes.Status200OK;

    /// <summary>The probes that the page is about; null when they are not shown.</summary>
    public IEnumerable<ProbeReport>? Reports { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept";

        var isDraft = HealthJson.IsWanted(httpContext.Request);
        response.StatusCode = isDraft && status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCode;

        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfterSeconds;
        }

        if (!isDraft)
        {
            return response.WriteAsJsonAsync(page, page.GetType(), ApiJson.Options, httpContext.RequestAborted);
        }

        return response.WriteAsJsonAsync(HealthJson.Of(status, Reports), Draft, HealthJson.MediaType, httpContext.RequestAborted);
    }
}
