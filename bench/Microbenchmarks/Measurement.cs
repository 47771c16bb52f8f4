using System.Diagnostics;
using System.Globalization;

namespace Actors.Bench;

/// <summary>Runs so many callers side by side for a time, and prints operations a second, and of each the bytes allocated and the processor time (which other load on the machine changes less).</summary>
internal static class Measurement
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);
    private const int Rounds = 3;

    /// <param name="name">What is measured.</param>
    /// <param name="callers">How many callers run side by side.</param>
    /// <param name="caller">Runs one caller until the flag is set, and answers how often it called.</param>
    public static async Task RunAsync(string name, int callers, Func<int, StopFlag, Task<long>> caller)
    {
        await RoundAsync(callers, caller, WarmUp);
        for (var round = 1; round <= Rounds; round++)
        {
            var (perSecond, bytes, nanoseconds) = await RoundAsync(callers, caller, Round);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-58} {perSecond,12:N0} /s {bytes,8:F1} B {nanoseconds,8:F0} ns CPU"));
        }
    }

    private static async Task<(double PerSecond, double Bytes, double Nanoseconds)> RoundAsync(int callers, Func<int, StopFlag, Task<long>> caller, TimeSpan time)
    {
        GC.Collect();
        var stop = new StopFlag();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var running = Enumerable.Range(0, callers).Select(i => Task.Run(() => caller(i, stop))).ToArray();
        await Task.Delay(time);
        stop.Set();
        var count = (await Task.WhenAll(running)).Sum();
        var seconds = clock.Elapsed.TotalSeconds;
        return (
            count / seconds,
            (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / count,
            (Environment.CpuUsage.TotalTime - processor).TotalNanoseconds / count);
    }
}

/// <summary>Tells callers to stop.</summary>
internal sealed class StopFlag
{
    private volatile bool _isSet;

    public bool IsSet => _isSet;

    public void Set() => _isSet = true;
}
