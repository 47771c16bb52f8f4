namespace Actors.Health;

/// <summary>What a probe checks, how often, and when its results count as bad.</summary>
[GenerateSerializer, Immutable, Alias("health.ProbeDefinition")]
public sealed record ProbeDefinition
{
    /// <summary>Unique whatever its letters' case; <see cref="ProbeName"/> says what is allowed.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>One of <see cref="ProbeKinds"/>.</summary>
    [Id(1)] public required string Kind { get; init; }

    /// <summary>What is checked, as its kind understands it. It may hold a password: it is shown only masked.</summary>
    [Id(2)] public string? Target { get; init; }

    /// <summary>From the start of a check to that of the next, give or take a tenth. For a heartbeat: its time to live.</summary>
    [Id(3)] public required TimeSpan Interval { get; init; }

    /// <summary>A check that takes longer has failed.</summary>
    [Id(4)] public required TimeSpan Timeout { get; init; }

    /// <summary>A check that passes but takes longer counts as degraded.</summary>
    [Id(5)] public required TimeSpan Slow { get; init; }

    /// <summary>So many of the last <see cref="Window"/> checks must fail for the probe to be unhealthy.</summary>
    [Id(6)] public required int Failures { get; init; }

    /// <summary>How many of the last checks are looked at.</summary>
    [Id(7)] public required int Window { get; init; }

    /// <summary>Whether readiness depends on it.</summary>
    [Id(8)] public required bool Critical { get; init; }

    /// <summary>Where the definition comes from.</summary>
    [Id(9)] public ProbeOrigin Origin { get; init; }

    /// <summary>Whether it is paused: it does not check, and what it last found counts for nothing.</summary>
    [Id(10)] public bool Paused { get; init; }

    /// <summary>A result older than this says nothing any more: three intervals, or the time to live of an agent.</summary>
    public TimeSpan FreshFor => Kind == ProbeKinds.Heartbeat ? Interval : 3 * Interval;

    /// <summary>All but the target, which may hold a password.</summary>
    public override string ToString() => $"{Kind} probe {Name}";
}

/// <summary>Where a probe's definition comes from.</summary>
[GenerateSerializer, Alias("health.ProbeOrigin")]
public enum ProbeOrigin
{
    /// <summary>From the options; the administration API can replace it but not remove it.</summary>
    Configured,

    /// <summary>From the administration API.</summary>
    Added,

    /// <summary>An agent made itself known by its first heartbeat.</summary>
    Reported,
}
