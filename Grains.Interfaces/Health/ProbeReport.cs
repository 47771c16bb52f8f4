using System.Collections.Immutable;
using System.Globalization;

namespace Actors.Health;

/// <summary>What a probe knows: the sum of its last checks.</summary>
/// <remarks>It tells its age instead of asking for the time, so the clocks of two machines need not agree.</remarks>
[GenerateSerializer, Immutable, Alias("health.ProbeReport")]
public sealed record ProbeReport
{
    /// <summary>The probe.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>One of <see cref="ProbeKinds"/>.</summary>
    [Id(1)] public required string Kind { get; init; }

    /// <summary>Whether readiness depends on it.</summary>
    [Id(2)] public required bool Critical { get; init; }

    /// <summary>The last checks taken together.</summary>
    [Id(3)] public required HealthStatus Status { get; init; }

    /// <summary>Why it is so, in words; never a secret.</summary>
    [Id(4)] public string? Detail { get; init; }

    /// <summary>When the last check ended, UTC; null before the first.</summary>
    [Id(5)] public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>Since when the status is what it is, UTC; null before the first check.</summary>
    [Id(6)] public DateTimeOffset? Since { get; init; }

    /// <summary>How old the last result is.</summary>
    [Id(7)] public TimeSpan Age { get; init; }

    /// <summary>How old the last result may become.</summary>
    [Id(8)] public required TimeSpan FreshFor { get; init; }

    /// <summary>How long the last check took.</summary>
    [Id(9)] public TimeSpan Latency { get; init; }

    /// <summary>19 of 20 of the checks that are remembered took no longer.</summary>
    [Id(10)] public TimeSpan P95 { get; init; }

    /// <summary>The failed checks since the last that passed.</summary>
    [Id(11)] public int ConsecutiveFailures { get; init; }

    /// <summary>What the last check measured.</summary>
    [Id(12)] public ImmutableSortedDictionary<string, double> Metrics { get; init; } = CheckResult.NoMetrics;

    /// <summary>Whether the probe is paused; the rest is then what it last knew.</summary>
    [Id(13)] public bool Paused { get; init; }

    /// <summary>What those who hear of its changes take it for; null before there was a result to tell of.</summary>
    [Id(14)] public HealthStatus? Announced { get; init; }

    /// <summary>A probe that has no result yet counts as unhealthy.</summary>
    public static ProbeReport Pending(ProbeDefinition probe) => new()
    {
        Name = probe.Name,
        Kind = probe.Kind,
        Critical = probe.Critical,
        Status = HealthStatus.Unhealthy,
        Detail = probe.Kind == ProbeKinds.Heartbeat ? "pending: no heartbeat yet" : "pending: no result yet",
        FreshFor = probe.FreshFor,
        Paused = probe.Paused,
    };

    /// <summary>The same report after some time: a result that became too old says nothing any more, so it counts as unhealthy. One that is paused has no age.</summary>
    public ProbeReport After(TimeSpan time)
    {
        var age = Age + time;

        if (Paused || CheckedAt is null || age <= FreshFor)
        {
            return this with { Age = age };
        }

        return this with
        {
            Age = age,
            Status = HealthStatus.Unhealthy,
            Since = Status == HealthStatus.Unhealthy ? Since : CheckedAt + FreshFor,
            Detail = Kind == ProbeKinds.Heartbeat
                ? string.Create(CultureInfo.InvariantCulture, $"silent: no heartbeat for {age.TotalSeconds:0} s, its time to live is {FreshFor.TotalSeconds:0} s")
                : string.Create(CultureInfo.InvariantCulture, $"stale: the last result is {age.TotalSeconds:0} s old"),
        };
    }
}
