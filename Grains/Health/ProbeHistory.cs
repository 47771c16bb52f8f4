using System.Collections.Immutable;
using System.Globalization;

namespace Actors.Health;

/// <summary>The last results of a probe and what they say together. Pure, so the rule is tested without a cluster.</summary>
/// <remarks>
/// One bad check among good ones is a blip: it degrades, and k of the last n make it unhealthy. The way back is as long: the
/// failures must leave the window. Only where nothing but failures was ever seen, one is enough.
/// </remarks>
internal sealed record ProbeHistory
{
    public static readonly ProbeHistory Empty = new();

    /// <summary>The newest first.</summary>
    public ImmutableArray<ProbeResult> Results { get; private init; } = [];

    /// <summary>Null before the first result.</summary>
    public HealthStatus? Status { get; private init; }

    public DateTimeOffset? Since { get; private init; }

    public string? Detail { get; private init; }

    public int ConsecutiveFailures { get; private init; }

    /// <summary>The same results where they counted for something else meanwhile, because the last had become too old; without results nothing counts.</summary>
    public ProbeHistory CountedAs(HealthStatus status, DateTimeOffset? since) =>
        Status is null ? this : this with { Status = status, Since = since };

    public ProbeHistory Add(ProbeResult result, int failures, int window)
    {
        ImmutableArray<ProbeResult> results = [result, .. Results.Take(ProbeRules.RememberedResults - 1)];
        var seen = results.AsSpan(0, Math.Min(window, results.Length));
        var status = Judge(seen, failures);

        return new ProbeHistory
        {
            Results = results,
            Status = status,
            Since = status == Status ? Since : result.At,
            Detail = Explain(seen, status),
            ConsecutiveFailures = result.Status == HealthStatus.Unhealthy ? ConsecutiveFailures + 1 : 0,
        };
    }

    /// <summary>19 of 20 checks took no longer (nearest rank).</summary>
    public TimeSpan P95()
    {
        if (Results.IsEmpty)
        {
            return TimeSpan.Zero;
        }

        var latencies = Results.Select(result => result.Latency).Order().ToArray();
        return latencies[(latencies.Length * 95 + 99) / 100 - 1];
    }

    private static HealthStatus Judge(ReadOnlySpan<ProbeResult> seen, int failures)
    {
        var failed = Count(seen, HealthStatus.Unhealthy);
        var degraded = Count(seen, HealthStatus.Degraded);

        if (failed >= failures || failed == seen.Length)
        {
            return HealthStatus.Unhealthy;
        }

        return failed > 0 || degraded >= failures || degraded == seen.Length ? HealthStatus.Degraded : HealthStatus.Healthy;
    }

    private static string? Explain(ReadOnlySpan<ProbeResult> seen, HealthStatus status)
    {
        var last = seen[0];
        var failed = Count(seen, HealthStatus.Unhealthy);

        if (failed == 0 || (last.Status == status && status == HealthStatus.Unhealthy))
        {
            return last.Detail;
        }

        var failure = seen.ToArray().First(result => result.Status == HealthStatus.Unhealthy);
        return string.Create(CultureInfo.InvariantCulture, $"{failed} of the last {seen.Length} checks failed: {failure.Detail}");
    }

    private static int Count(ReadOnlySpan<ProbeResult> results, HealthStatus status)
    {
        var count = 0;

        foreach (var result in results)
        {
            count += result.Status == status ? 1 : 0;
        }

        return count;
    }
}
