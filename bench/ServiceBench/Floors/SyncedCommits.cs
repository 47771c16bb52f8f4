using System.Diagnostics;

namespace Actors.Bench.Floors;

/// <summary>The disk's own rate: 4 KiB more at the end of a file, and the wait until the disk has them, one after the other.</summary>
internal static class SyncedCommits
{
    /// <returns>Commits a second.</returns>
    public static double Measure(string directory, TimeSpan time)
    {
        var path = Path.Combine(directory, "synced-commits");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, options: FileOptions.DeleteOnClose);
        var block = new byte[4096];
        var count = 0;
        var started = Stopwatch.GetTimestamp();

        while (Stopwatch.GetElapsedTime(started) < time)
        {
            RandomAccess.Write(file, block, (long)count++ * block.Length);
            RandomAccess.FlushToDisk(file);
        }

        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
