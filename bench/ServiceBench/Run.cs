using Actors.Bench.Options;
using Actors.Bench.Results;

namespace Actors.Bench;

/// <summary>One run: a line of the table after each case, then the file.</summary>
internal static class Run
{
    /// <returns>Whether every case has its rows, and no request of the service ended in an error.</returns>
    public static async Task<bool> AllAsync(BenchOptions options, CancellationToken cancellation)
    {
        var startedAt = DateTimeOffset.UtcNow;
        var rows = new List<Row>();
        var isComplete = true;

        if (!ResultFile.IsOptimized)
        {
            await Console.Error.WriteLineAsync("bench: this is a build for debugging; its figures say nothing.");
        }

        await using (var bench = await Bench.StartAsync(options, cancellation))
        {
            Console.WriteLine(Table.Head);

            foreach (var one in options.Cases)
            {
                try
                {
                    var measured = await one.MeasureAsync(bench);
                    rows.AddRange(measured);
                    measured.ToList().ForEach(row => Console.WriteLine(Table.Line(row)));
                }
                catch (Exception exception) when (exception is TimeoutException or HttpRequestException or InvalidOperationException)
                {
                    isComplete = false;
                    await Console.Error.WriteLineAsync($"bench: {one.Name}: {exception.Message}");
                }
            }
        }

        ResultFile.Write(options.Output, options, startedAt, rows);
        Console.WriteLine($"{Path.GetFullPath(options.Output)} has the same figures.");
        return isComplete && rows.All(row => row.Service.Errors == 0);
    }
}
