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
