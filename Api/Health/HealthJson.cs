using Actors.Api.Requests;
using Actors.Api.Service;
using Actors.Health;

namespace Actors.Api.Health;

/// <summary>The media type <c>application/health+json</c> (draft-inadarei-api-health-check), for those who ask for it.</summary>
internal sealed record HealthJson(string Status, string Version, string ReleaseId, string ServiceId, IReadOnlyDictionary<string, HealthJsonCheck[]>? Checks)
{
    public const string MediaType = "application/health+json";

    public static bool IsWanted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(accept => accept.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase) && accept.Quality is null or > 0);

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
