using System.Diagnostics;
using System.Net;
using Actors.RateLimits;

namespace Actors.Bench.RateLimits;

/// <summary>An attack from many addresses: a million of them, evenly over some minutes, each signing in once.</summary>
internal static class MillionBench
{
    private const int Addresses = 1_000_000;
    private const long Gibibyte = 1L << 30;

    public static async Task<int> RunAsync(TimeSpan time)
    {
        await using var silo = await BenchSilo.StartAsync();
        var management = silo.Grains.GetGrain<IManagementGrain>(0);
        var quota = RateLimitTiers.All.Single(tier => tier.Name == RateLimitTiers.Auth).ToQuota();
        var process = Process.GetCurrentProcess();
        var start = Stopwatch.GetTimestamp();
        var sent = 0;
        var mostActive = 0;

        while (sent < Addresses)
        {
            var due = (int)Math.Min(Addresses, Addresses * (Stopwatch.GetElapsedTime(start) / time));
            await Task.WhenAll(Enumerable.Range(sent, Math.Max(0, due - sent)).Select(i => TakeAsync(silo.Grains, quota, i)));

            if (sent / 100_000 != due / 100_000)
            {
                var active = (await management.GetActiveGrains(GrainType.Create("ratelimit"))).Count;
                mostActive = Math.Max(mostActive, active);
                process.Refresh();
                Console.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds,4:N0} s {due,9:N0} addresses {active,8:N0} buckets in memory {process.WorkingSet64 >> 20,5:N0} MiB");
            }

            sent = due;
            await Task.Delay(20);
        }

        process.Refresh();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine($"{Addresses:N0} addresses in {seconds:N0} s: at most {process.PeakWorkingSet64 >> 20:N0} MiB, {mostActive:N0} buckets at once");
        return process.PeakWorkingSet64 < Gibibyte ? 0 : 1;
    }

    private static Task<RateLimitDecision> TakeAsync(IGrainFactory grains, RateLimitQuota quota, int number)
    {
        var address = new IPAddress([(byte)(11 + (number >> 24)), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
        return grains.GetRateLimit(RateLimitTiers.Auth, RateLimitSubject.Ip(address)).TakeAsync(quota, 1).AsTask();
    }
}
