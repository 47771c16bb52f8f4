namespace Actors.Health;

/// <summary>The limits and defaults of probes.</summary>
public static class ProbeRules
{
    /// <summary>The failures that make a probe unhealthy when its definition does not say.</summary>
    public const int DefaultFailures = 2;

    /// <summary>The checks looked at when a definition does not say.</summary>
    public const int DefaultWindow = 3;

    /// <summary>The results that a probe remembers.</summary>
    public const int RememberedResults = 120;

    /// <summary>The probes that one service may have, agents among them.</summary>
    public const int MaxProbes = 500;

    /// <summary>How often is checked when a definition does not say.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(10);

    /// <summary>The time to live of an agent when nobody says.</summary>
    public static readonly TimeSpan DefaultTimeToLive = TimeSpan.FromMinutes(1);

    /// <summary>The longest time to live of an agent.</summary>
    public static readonly TimeSpan MaxTimeToLive = TimeSpan.FromDays(1);

    /// <summary>The longest that a check may take when a definition does not say.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan MaxCopyAge = TimeSpan.FromMilliseconds(250);

    /// <summary>A definition with what was left out filled in.</summary>
    public static ProbeDefinition Define(string name, ProbeOptions options, ProbeOrigin origin)
    {
        var kind = options.Kind ?? ProbeName.Normalize(name);
        var interval = options.Interval ?? (kind == ProbeKinds.Heartbeat ? DefaultTimeToLive : DefaultInterval);

        var timeout = Least(options.Timeout ?? Least(interval, DefaultTimeout), LongestTimeout(interval));

        return new ProbeDefinition
        {
            Name = name,
            Kind = kind,
            Target = options.Target,
            Interval = interval,
            Timeout = timeout,
            Slow = Least(options.Slow ?? timeout / 2, timeout),
            Failures = options.Failures,
            Window = options.Window,
            Critical = options.Critical,
            Origin = origin,
        };
    }

    /// <summary>The definition with no more time for a check than <see cref="LongestTimeout"/>: one that was stored when more was allowed.</summary>
    public static ProbeDefinition Bounded(ProbeDefinition probe)
    {
        var timeout = Least(probe.Timeout, LongestTimeout(probe.Interval));
        return probe with { Timeout = timeout, Slow = Least(probe.Slow, timeout) };
    }

    /// <summary>How old a copy of a probe's report may become before the probe is asked again: a part of the time for which the results in it count.</summary>
    public static TimeSpan CopyFreshFor(ProbeDefinition probe) => Least(probe.FreshFor / 10, MaxCopyAge);

    /// <summary>
    /// The result before counts for three intervals. The next check begins up to 1.1 of them after it, and its own result may be seen as late as a copy
    /// is old: were it given much longer, one that hangs would make the result before it stale, and a single failure is not to count for so much.
    /// </summary>
    private static TimeSpan LongestTimeout(TimeSpan interval) => 1.5 * interval;

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
