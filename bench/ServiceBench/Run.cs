using System.Diagnostics;
using System.Globalization;
using Actors.Bench.Options;
using Actors.Bench.Results;

namespace Actors.Bench;

/// <summary>One run: case after case, then the table and the file.</summary>
internal static class Run
{
    /// <returns>Whether all requests of the service were answered without an error.</returns>
    public static async Task<bool> AllAsync(BenchOptions options, CancellationToken cancellation)
    {
        var startedAt = DateTimeOffset.UtcNow;
        var rows = new List<Row>();

        if (!ResultFile.IsOptimized)
        {
            await Console.Error.WriteLineAsync("bench: this is a build for debugging; its figures say nothing.");
        }

        await using (var bench = await Bench.StartAsync(options, cancellation))
        {
            foreach (var one in options.Cases)
            {
                var started = Stopwatch.GetTimestamp();
                rows.AddRange(await one.MeasureAsync(bench));
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"bench: {one.Name}, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"));
            }
        }

        Console.WriteLine(Table.Of(rows));
        ResultFile.Write(options.Output, options, startedAt, rows);
        Console.WriteLine($"{Path.GetFullPath(options.Output)} has the same figures.");
        return rows.All(row => row.Service.Errors == 0);
    }
}
