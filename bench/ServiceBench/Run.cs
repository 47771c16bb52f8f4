using Actors.Bench.Options;
using Actors.Bench.Results;

namespace Actors.Bench;

/// <summary>One run: a line of the table after each case, then the file.</summary>
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
            Console.WriteLine(Table.Head);

            foreach (var one in options.Cases)
            {
                var measured = await one.MeasureAsync(bench);
                rows.AddRange(measured);
                measured.ToList().ForEach(row => Console.WriteLine(Table.Line(row)));
            }
        }

        ResultFile.Write(options.Output, options, startedAt, rows);
        Console.WriteLine($"{Path.GetFullPath(options.Output)} has the same figures.");
        return rows.All(row => row.Service.Errors == 0);
    }
}
