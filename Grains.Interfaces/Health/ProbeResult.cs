using System.Collections.Immutable;

namespace Actors.Health;

/// <summary>One check of a probe.</summary>
[GenerateSerializer, Immutable, Alias("health.ProbeResult")]
public sealed record ProbeResult
{
    /// <summary>When the check ended, UTC.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>How it ended, taken by itself.</summary>
    [Id(1)] public required HealthStatus Status { get; init; }

    /// <summary>How long it took.</summary>
    [Id(2)] public required TimeSpan Latency { get; init; }

    /// <summary>What is worth knowing, in words; never a secret.</summary>
    [Id(3)] public string? Detail { get; init; }

    /// <summary>What was measured; a name ends in its unit.</summary>
    [Id(4)] public ImmutableSortedDictionary<string, double> Metrics { get; init; } = CheckResult.NoMetrics;
}
