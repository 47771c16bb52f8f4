using Actors.Bench.Loads;

namespace Actors.Bench.Results;

/// <summary>The rounds of one side of a case, each figure the median of its own.</summary>
/// <param name="PerSecond">Good answers a second.</param>
/// <param name="P50">Half of the answers came within so many milliseconds; <paramref name="P99"/> and <paramref name="P999"/> likewise.</param>
/// <param name="P99">99 of 100.</param>
/// <param name="P999">999 of 1000.</param>
/// <param name="Requests">All good answers of all rounds.</param>
/// <param name="Errors">Answers of 400 and above in all rounds, and requests without an answer.</param>
/// <param name="CpuSecondsPerRequest">Processor time of the process that answers.</param>
/// <param name="AllocatedBytesPerRequest">Managed memory.</param>
/// <param name="DatabaseCpuSecondsPerRequest">Processor time of the database, where it is another process.</param>
internal sealed record Summary(
    double PerSecond,
    double P50,
    double P99,
    double P999,
    long Requests,
    long Errors,
    double CpuSecondsPerRequest,
    double AllocatedBytesPerRequest,
    double DatabaseCpuSecondsPerRequest)
{
    public static Summary Of(IReadOnlyCollection<Sample> rounds) => new(
        Median(rounds, round => round.Load.PerSecond),
        Median(rounds, round => round.Load.P50),
        Median(rounds, round => round.Load.P99),
        Median(rounds, round => round.Load.P999),
        rounds.Sum(round => round.Load.Requests),
        rounds.Sum(round => round.Load.Errors),
        Median(rounds, round => round.Used.CpuSeconds / round.Load.Requests),
        Median(rounds, round => round.Used.AllocatedBytes / round.Load.Requests),
        Median(rounds, round => round.DatabaseCpuSeconds / round.Load.Requests));

    /// <summary>The middle one, of an even number the mean of both in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Median(IEnumerable<Sample> rounds, Func<Sample, double> figure) => Median(rounds.Select(figure));
}
