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

    /// <summary>A definition with what was left out filled in.</summary>
    public static ProbeDefinition Define(string name, ProbeOptions options, ProbeOrigin origin)
    {
        var kind = options.Kind ?? ProbeName.Normalize(name);
        var interval = options.Interval ?? (kind == ProbeKinds.Heartbeat ? DefaultTimeToLive : DefaultInterval);

        // A check that took three intervals would find the result before it stale.
        var timeout = Least(options.Timeout ?? Least(interval, DefaultTimeout), 2 * interval);

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

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
