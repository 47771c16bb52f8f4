using System.Diagnostics;
using System.Globalization;
using Actors.Silo.Storage;

namespace Actors.Bench.Store;

/// <summary>Reads of states that no grain has in memory, by 64 callers at once.</summary>
internal static class ReadBench
{
    private const int Count = 50_000;

    public static async Task<int> RunAsync()
    {
        await using var stores = await Stores.OpenAsync(new StorageOptions { MaxQueue = Count });
        await Task.WhenAll(Enumerable.Range(0, Count).Select(n => stores.Store.States.WriteAsync(
            new StateWrite(Key(n), null) { Payload = Stores.Payload($"{n}", n) })));

        var next = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var n && n < Count * 4)
            {
                await stores.Store.States.ReadAsync(Key((int)(n * 7919L % Count)));
            }
        })));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Count * 4 / Stopwatch.GetElapsedTime(started).TotalSeconds:n0} reads/s"));
        return 0;
    }

    private static StateKey Key(int n) => new("user", $"usr_{n}", "user");
}
