using System.Collections.Immutable;
using Actors.Silos;

namespace Actors.Live;

/// <summary>What all processes did in one slot. Rates are a second.</summary>
/// <param name="Slot">When, see <see cref="LiveSlot"/>.</param>
/// <param name="Processes">How many reported.</param>
/// <param name="Requests">Requests that were answered.</param>
/// <param name="Errors">Of those, answered with a status from 500 on.</param>
/// <param name="Refusals">Of those, refused with 429.</param>
/// <param name="SignIns">Sessions that were begun.</param>
/// <param name="Commits">Transactions of the store that became durable.</param>
/// <param name="HashingQueue">Passwords that waited to be hashed at the end of the slot.</param>
/// <param name="Median">What half of the requests did not take longer than; null without requests.</param>
/// <param name="P95">The same for 95 %.</param>
/// <param name="P99">The same for 99 %.</param>
[GenerateSerializer, Immutable, Alias("live.Sample")]
public sealed record LiveSample(
    long Slot,
    int Processes,
    double Requests,
    double Errors,
    double Refusals,
    double SignIns,
    double Commits,
    int HashingQueue,
    TimeSpan? Median,
    TimeSpan? P95,
    TimeSpan? P99)
{
    /// <summary>Adds the reports of one slot.</summary>
    public static LiveSample Of(long slot, IReadOnlyCollection<LiveReport> reports)
    {
        ImmutableArray<long> times = [.. Enumerable.Range(0, CallTimes.Classes).Select(index => reports.Sum(report => report.Times.ElementAtOrDefault(index)))];
        var some = times.Any(count => count > 0);

        return new LiveSample(
            slot,
            reports.Count,
            Rate(report => report.Requests),
            Rate(report => report.Errors),
            Rate(report => report.Refusals),
            Rate(report => report.SignIns),
            Rate(report => report.Commits),
            reports.Sum(report => report.HashingQueue),
            some ? CallTimes.Quantile(times, 0.5) : null,
            some ? CallTimes.Quantile(times, 0.95) : null,
            some ? CallTimes.Quantile(times, 0.99) : null);

        double Rate(Func<LiveReport, long> count) => (double)reports.Sum(count) / LiveSlot.Seconds;
    }
}
