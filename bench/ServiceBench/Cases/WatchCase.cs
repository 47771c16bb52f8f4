using System.Globalization;
using Actors.Bench.Loads;
using Actors.Bench.Processes;
using Actors.Bench.Results;

namespace Actors.Bench.Cases;

/// <summary>Watchers of documents that do not change. A row's rate is watchers opened a second, its times are those of opening one.</summary>
internal sealed class WatchCase() : Case("watch-5000", "what each of 5000 idle watchers takes of the process; floor: idle answers of the bare server")
{
    /// <summary>The first pay for what is compiled and loaded once.</summary>
    private const int First = 200;

    public override async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        var population = await bench.PopulationAsync(bench.Options.BaseUsers);
        await using var lease = await bench.StartAsync(population);
        var tokens = Enumerable.Range(0, bench.Options.Connections).Select(population.AccessToken).ToArray();

        var ours = await MeasureAsync(bench, lease.Service, tokens);
        var floor = await MeasureAsync(bench, bench.Bare, tokens);

        var note = $"a watcher {Text(ours)}; bare {Text(floor)}";
        return [new Row(Name, Bare, Summary.Of([ours.Opening]), Summary.Of([floor.Opening]), lease.Service.IdleMebibytes, ours.AfterMebibytes, note)];
    }

    private static string Text(Watched watched) => string.Create(
        CultureInfo.InvariantCulture, $"{watched.KibibytesEach:0.0} KiB, all of them {watched.IdleProcessors * 100:0.0} % of a processor");

    private static async Task<Watched> MeasureAsync(Bench bench, ServerProcess server, string[] tokens)
    {
        using var watchers = new Watchers(server.Address, tokens);
        await watchers.OpenAsync(bench.Options.IsQuick ? 1 : First);
        var before = server.MemoryMebibytes;
        var opening = await server.MeasureAsync(() => watchers.OpenAsync(bench.Options.Watchers));
        var opened = server.MemoryMebibytes;
        var used = ProcessFigures.CpuSeconds(server.ProcessId);
        await Task.Delay(bench.RoundTime, bench.Cancellation);
        var idle = ProcessFigures.CpuSeconds(server.ProcessId) - used;
        var after = Math.Max(opened, server.MemoryMebibytes);

        return new Watched(opening, (after - before) * 1024 / bench.Options.Watchers, idle / bench.RoundTime.TotalSeconds, after);
    }

    private sealed record Watched(Sample Opening, double KibibytesEach, double IdleProcessors, double AfterMebibytes);
}
