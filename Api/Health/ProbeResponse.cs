using System.Text.Json.Serialization;
using Actors.Api.Requests;
using Actors.Health;

namespace Actors.Api.Health;

/// <summary>A probe as administrators see it. What in a target can be a secret is hidden.</summary>
internal sealed record ProbeResponse(
    string Name,
    string Kind,
    string? Target,
    double IntervalSeconds,
    double TimeoutSeconds,
    double SlowSeconds,
    int Failures,
    int Window,
    bool Critical,
    bool Paused,
    ProbeOrigin Origin,
    string Status,
    string? Detail,
    double LatencyMs,
    double P95Ms,
    DateTimeOffset? CheckedAt,
    DateTimeOffset? Since,
    int ConsecutiveFailures,
    IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>The last 120 results, the newest first; in the answer about one probe.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProbeResultResponse>? Results { get; init; }

    public static ProbeResponse Of(ProbeDefinition probe, ProbeReport report) => new(
        probe.Name,
        probe.Kind,
        ProbeTarget.Mask(probe.Target),
        probe.Interval.TotalSeconds,
        probe.Timeout.TotalSeconds,
        probe.Slow.TotalSeconds,
        probe.Failures,
        probe.Window,
        probe.Critical,
        probe.Paused,
        probe.Origin,
        HealthWords.Of(report.Status),
        report.Detail,
        Milliseconds.Of(report.Latency),
        Milliseconds.Of(report.P95),
        report.CheckedAt,
        report.Since,
        report.ConsecutiveFailures,
        report.Metrics);
}

internal sealed record ProbeResultResponse(DateTimeOffset At, string Status, double LatencyMs, string? Detail, IReadOnlyDictionary<string, double> Metrics)
{
    public static ProbeResultResponse Of(ProbeResult result) =>
        new(result.At, HealthWords.Of(result.Status), Milliseconds.Of(result.Latency), result.Detail, result.Metrics);
}
