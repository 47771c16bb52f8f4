using System.Globalization;

namespace Actors.Bench.Processes;

/// <summary>What Linux tells of a process (proc(5)).</summary>
internal static class ProcessFigures
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor time that it has used, its threads together.</summary>
    public static double CpuSeconds(int id) => Field(id, 14) / TicksPerSecond + Field(id, 15) / TicksPerSecond;

    /// <summary>The same with the processes that it started, also those that have ended.</summary>
    public static double CpuSecondsOfFamily(int id) =>
        CpuSeconds(id) + (Field(id, 16) + Field(id, 17)) / TicksPerSecond + Processes().Where(other => Field(other, 4) == id).Sum(CpuSeconds);

    /// <summary>Memory that it holds, in MiB.</summary>
    public static double ResidentMebibytes(int id) => double.Parse(
        File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    private static IEnumerable<int> Processes() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0);

    /// <summary>A field of <c>/proc/‹id›/stat</c>, numbered as in proc(5); 0 when the process is gone. The second one, the name, may have blanks in it.</summary>
    private static long Field(int id, int number)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return long.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[number - 3], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return 0;
        }
    }
}
