using System.Collections.Immutable;

namespace Actors.Health;

/// <summary>What a check found, before its time is taken.</summary>
public sealed record CheckResult
{
    /// <summary>Nothing was measured. In the order of the names, and not in that of anybody's language.</summary>
    public static readonly ImmutableSortedDictionary<string, double> NoMetrics = ImmutableSortedDictionary<string, double>.Empty.WithComparers(StringComparer.Ordinal);

    private CheckResult(HealthStatus status, string? detail)
    {
        Status = status;
        Detail = detail;
    }

    /// <summary>How it ended.</summary>
    public HealthStatus Status { get; }

    /// <summary>What is worth knowing, in words that anyone who may see the probe may read; never a secret.</summary>
    public string? Detail { get; }

    /// <summary>What was measured; a name ends in its unit.</summary>
    public ImmutableSortedDictionary<string, double> Metrics { get; private init; } = NoMetrics;

    /// <summary>All is well.</summary>
    public static CheckResult Healthy(string? detail = null) => new(HealthStatus.Healthy, detail);

    /// <summary>It works, but not as it should.</summary>
    public static CheckResult Degraded(string detail) => new(HealthStatus.Degraded, detail);

    /// <summary>It does not work.</summary>
    public static CheckResult Unhealthy(string detail) => new(HealthStatus.Unhealthy, detail);

    /// <summary>The same with one more measurement; what is no finite number was not measured, and JSON could not tell it.</summary>
    public CheckResult With(string metric, double value) => double.IsFinite(value) ? this with { Metrics = Metrics.SetItem(metric, value) } : this;
}
