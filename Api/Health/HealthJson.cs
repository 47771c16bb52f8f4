using Actors.Api.Requests;
using Actors.Api.Service;
using Actors.Health;
using Microsoft.Net.Http.Headers;

namespace Actors.Api.Health;

/// <summary>The media type <c>application/health+json</c> (draft-inadarei-api-health-check), for those who ask for it.</summary>
internal sealed record HealthJson(string Status, string Version, string ReleaseId, string ServiceId, IReadOnlyDictionary<string, HealthJsonCheck[]>? Checks)
{
    public const string MediaType = "application/health+json";

    /// <summary>Whether it is asked for, and plain JSON not rather.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return QualityOf(accepted, MediaType) is > 0 and var quality && quality >= QualityOf(accepted, "application/json");
    }

    public static HealthJson Of(HealthStatus status, IEnumerable<ProbeReport>? reports) => new(
        Word(status),
        ServiceVersion.Text.Split('.')[0],
        ServiceVersion.Text,
        "actors",
        reports?.ToDictionary(report => $"{report.Name}:responseTime", report => new[] { HealthJsonCheck.Of(report) }));

    public static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "pass",
        HealthStatus.Degraded => "warn",
        HealthStatus.Unhealthy => "fail",
        _ => throw new InvalidOperationException($"Unmapped status '{status}'."),
    };

    /// <summary>How much a type that is named is wanted; 0 for one that is not.</summary>
    private static double QualityOf(IEnumerable<MediaTypeHeaderValue> accepted, string mediaType) => accepted
        .Where(accept => accept.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        .Select(accept => accept.Quality ?? 1)
        .DefaultIfEmpty(0)
        .Max();
}

internal sealed record HealthJsonCheck(
    string ComponentId, string ComponentType, double ObservedValue, string ObservedUnit, string Status, DateTimeOffset? Time, string? Output)
{
    public static HealthJsonCheck Of(ProbeReport report) => new(
        report.Name,
        report.Kind is ProbeKinds.Storage or ProbeKinds.Postgres or ProbeKinds.Redis ? "datastore"
            : report.Kind is ProbeKinds.Disk or ProbeKinds.Memory ? "system"
            : "component",
        Milliseconds.Of(report.Latency),
        "ms",
        HealthJson.Word(report.Status),
        report.CheckedAt,
        report.Status == HealthStatus.Healthy ? null : report.Detail);
}
