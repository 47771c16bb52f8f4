using System.Diagnostics;
using System.Security.Cryptography;
using Actors.Bench.Loads;
using Actors.Users.Passwords;

namespace Actors.Bench.Floors;

/// <summary>Nothing but hashes, on as many threads as the service has for them and as polite to others.</summary>
internal static class PureBcrypt
{
    public static async Task<Sample> RunAsync(int threads, int cost, TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var running = Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(() => Hash(cost, time), TaskCreationOptions.LongRunning));
        var times = (await Task.WhenAll(running)).SelectMany(list => list).ToArray();
        var used = new Usage((Environment.CpuUsage.TotalTime - processor).TotalSeconds, GC.GetTotalAllocatedBytes() - allocated);

        return new Sample(LoadResult.Of(Stopwatch.GetElapsedTime(started), times), used);
    }

    private static List<TimeSpan> Hash(int cost, TimeSpan time)
    {
        ThreadNiceness.Lower();
        var (password, salt) = (new byte[Bcrypt.MaxPasswordBytes], RandomNumberGenerator.GetBytes(Bcrypt.SaltLength));
        var times = new List<TimeSpan>();

        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < time;)
        {
            var one = Stopwatch.GetTimestamp();
            Bcrypt.Compute(password, salt, cost);
            times.Add(Stopwatch.GetElapsedTime(one));
        }

        return times;
    }
}
