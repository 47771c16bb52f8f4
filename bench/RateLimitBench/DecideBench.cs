using System.Diagnostics;
using Actors.RateLimits;

namespace Actors.Bench.RateLimits;

/// <summary>The time of one decision. A clock cannot time one of a few nanoseconds, so samples are of a hundred.</summary>
internal static class DecideBench
{
    private const int Samples = 20_000;
    private const int PerSample = 100;

    public static async Task<int> RunAsync(bool check)
    {
        var median = 0.0;
        var bytes = 0.0;

        foreach (var algorithm in Enum.GetValues<RateLimitAlgorithm>())
        {
            var quota = new RateLimitQuota(1, algorithm, 1000, TimeSpan.TicksPerMinute, 1000);
            var bucket = Bucket.Full(quota, 0);
            var now = 0L;

            // Most are admitted, some refused; time moves on by a little less than what they take.
            var (m, p99, b) = Measure(() => bucket.Take(1, now += 599_000, 0));
            Console.WriteLine($"{algorithm,-14} {m,7:N0} ns median {p99,7:N0} ns p99 {b,7:N1} B");
            (median, bytes) = (Math.Max(median, m), Math.Max(bytes, b));
        }

        await using var silo = await BenchSilo.StartAsync();
        var called = silo.Grains.GetRateLimit("bench", RateLimitSubject.Key(RateLimitScope.User, "one"));
        var callQuota = new RateLimitQuota(1, RateLimitAlgorithm.Gcra, 1_000_000, TimeSpan.TicksPerSecond, 1_000_000);
        await CallsAsync(called, callQuota, 200_000);
        var (callMedian, callP99, callBytes) = await CallsAsync(called, callQuota, 1_000_000);
        Console.WriteLine($"{"grain call",-14} {callMedian,7:N0} ns median {callP99,7:N0} ns p99 {callBytes,7:N1} B");

        return check && (median >= 2000 || bytes > 0) ? 1 : 0;
    }

    private static (double Median, double P99, double Bytes) Measure(Func<RateLimitDecision> decide)
    {
        var nanoseconds = new double[Samples];
        Repeat(decide, 100_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        for (var sample = 0; sample < Samples; sample++)
        {
            var start = Stopwatch.GetTimestamp();
            Repeat(decide, PerSample);
            nanoseconds[sample] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / PerSample;
        }

        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / Samples / PerSample;
        Array.Sort(nanoseconds);
        return (nanoseconds[Samples / 2], nanoseconds[Samples * 99 / 100], bytes);
    }

    private static void Repeat(Func<RateLimitDecision> decide, int times)
    {
        for (var i = 0; i < times; i++)
        {
            decide();
        }
    }

    /// <summary>One after the other, each awaited, as a request does.</summary>
    private static async Task<(double Median, double P99, double Bytes)> CallsAsync(IRateLimitGrain bucket, RateLimitQuota quota, int calls)
    {
        var nanoseconds = new double[calls];
        var allocated = GC.GetTotalAllocatedBytes(precise: true);

        for (var i = 0; i < calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await bucket.TakeAsync(quota, 1);
            nanoseconds[i] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        var bytes = (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / calls;
        Array.Sort(nanoseconds);
        return (nanoseconds[calls / 2], nanoseconds[calls * 99L / 100], bytes);
    }
}
