using Actors.Api.Requests;
using Actors.Health;

namespace Actors.Api.Health;

/// <summary>That the process answers.</summary>
internal sealed record HealthResponse(string Status, DateTimeOffset Timestamp, string Version, double UptimeSeconds);

/// <summary>All that a stranger is told.</summary>
internal sealed record StatusResponse(string Status);

internal sealed record ReadyResponse(string Status, DateTimeOffset Timestamp, IReadOnlyList<ReadyCheckResponse> Checks);

internal sealed record ReadyCheckResponse(string Name, string Status, double LatencyMs, DateTimeOffset? CheckedAt, string? Detail)
{
    public static ReadyCheckResponse Of(ProbeReport report) =>
        new(report.Name, HealthWords.Of(report.Status), Milliseconds.Of(report.Latency), report.CheckedAt, report.Detail);
}

internal sealed record SystemResponse(string Status, DateTimeOffset Timestamp, double DurationMs, IReadOnlyList<SystemCheckResponse> Checks);

internal sealed record SystemCheckResponse(
    string Name,
    string Kind,
    string Status,
    double LatencyMs,
    double P95Ms,
    DateTimeOffset? CheckedAt,
    DateTimeOffset? Since,
    int ConsecutiveFailures,
    string? Detail,
    IReadOnlyDictionary<string, double> Metrics)
{
    public static SystemCheckResponse Of(ProbeReport report) => new(
        report.Name,
        report.Kind,
        HealthWords.Of(report.Status),
        Milliseconds.Of(report.Latency),
        Milliseconds.Of(report.P95),
        report.CheckedAt,
        report.Since,
        report.ConsecutiveFailures,
        HealthWords.DetailOf(report),
        report.Metrics);
}

internal sealed record AgentsResponse(string Status, IReadOnlyList<AgentResponse> Agents);

internal sealed record AgentResponse(string Name, string Status, DateTimeOffset? LastSeen, double TtlSeconds, string? Detail)
{
    public static AgentResponse Of(ProbeReport report) =>
        new(report.Name, HealthWords.Of(report.Status), report.CheckedAt, report.FreshFor.TotalSeconds, HealthWords.DetailOf(report));
}

/// <summary>How health is written.</summary>
internal static class HealthWords
{
    public static string Of(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "HEALTHY",
        HealthStatus.Degraded => "DEGRADED",
        HealthStatus.Unhealthy => "UNHEALTHY",
        _ => throw new InvalidOperationException($"Unmapped status '{status}'."),
    };

    /// <summary>Of a paused probe, that it is paused: its status is the last known one, which counts for nothing.</summary>
    public static string? DetailOf(ProbeReport report) => report.Paused ? "paused: it does not check" : report.Detail;

    public static bool TryParse(string? word, out HealthStatus status) =>
        Enum.TryParse(word, ignoreCase: true, out status) && word!.All(char.IsAsciiLetter);
}
