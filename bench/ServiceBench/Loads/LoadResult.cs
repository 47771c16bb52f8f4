namespace Actors.Bench.Loads;

/// <summary>What a load met.</summary>
/// <param name="Seconds">How long it ran.</param>
/// <param name="Requests">How many good answers came.</param>
/// <param name="Errors">Answers of 400 and above, and requests without an answer.</param>
/// <param name="P50">Half of the answers came within so many milliseconds.</param>
/// <param name="P99">So did 99 of 100.</param>
/// <param name="P999">So did 999 of 1000.</param>
internal sealed record LoadResult(double Seconds, long Requests, long Errors, double P50, double P99, double P999)
{
    public double PerSecond => Requests / Seconds;

    public static LoadResult Of(TimeSpan time, IReadOnlyCollection<TimeSpan> each)
    {
        var sorted = each.Select(one => one.TotalMilliseconds).Order().ToArray();
        return new LoadResult(time.TotalSeconds, sorted.Length, 0, At(0.5), At(0.99), At(0.999));

        double At(double part) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }
}

/// <summary>What a process has used so far, or in a time.</summary>
/// <param name="CpuSeconds">Processor time.</param>
/// <param name="AllocatedBytes">Managed memory, including what was collected since.</param>
internal readonly record struct Usage(double CpuSeconds, double AllocatedBytes)
{
    public static Usage operator -(Usage later, Usage earlier) =>
        new(later.CpuSeconds - earlier.CpuSeconds, later.AllocatedBytes - earlier.AllocatedBytes);
}

/// <summary>One round: what the load met, and what it cost who answered.</summary>
/// <param name="Load">What the load met.</param>
/// <param name="Used">What it cost the process that answered.</param>
/// <param name="DatabaseCpuSeconds">Processor time of the database, where it is another process.</param>
internal sealed record Sample(LoadResult Load, Usage Used, double DatabaseCpuSeconds = 0);
