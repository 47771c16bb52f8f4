using System.Diagnostics;
using System.Globalization;
using Actors.Silo.Storage;

namespace Actors.Bench.Store;

/// <summary>64 writers, each of which waits for its write to be durable before the next: with group commit, and with a commit for each write.</summary>
internal static class CommitBench
{
    private const int Writers = 64;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(bool check)
    {
        // Once to warm up, then turn by turn, so that what else the machine does meets both alike.
        await MeasureAsync(maxBatch: 512);
        await MeasureAsync(maxBatch: 1);
        var together = new List<double>();
        var alone = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            together.Add(await MeasureAsync(maxBatch: 512));
            alone.Add(await MeasureAsync(maxBatch: 1));
        }

        var (group, own) = (Median(together), Median(alone));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"group commit {group:n0} writes/s, own commit {own:n0} writes/s, {group / own:n1} times as many ({Writers} writers, median of 3)"));
        return check && group < 5 * own ? 1 : 0;
    }

    private static async Task<double> MeasureAsync(int maxBatch)
    {
        await using var stores = await Stores.OpenAsync(new StorageOptions { MaxBatch = maxBatch });
        var started = Stopwatch.GetTimestamp();
        var written = await Task.WhenAll(Enumerable.Range(0, Writers).Select(n => Task.Run(() => WriteAsync(stores.Store.States, $"writer-{n}", started))));
        var rate = written.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  at most {maxBatch,3} a commit: {rate,9:n0} writes/s"));
        return rate;
    }

    private static async Task<long> WriteAsync(IStateStore store, string key, long started)
    {
        long? version = null;
        var count = 0L;
        while (Stopwatch.GetElapsedTime(started) < Duration)
        {
            var outcome = await store.WriteAsync(new StateWrite(new StateKey("user", key, "user"), version) { Payload = Stores.Payload(key, count++) });
            version = outcome.Version;
        }

        return count;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
