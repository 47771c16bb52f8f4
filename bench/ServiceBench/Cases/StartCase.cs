using System.Diagnostics;
using System.Globalization;
using Actors.Bench.Loads;
using Actors.Bench.Processes;
using Actors.Bench.Results;

namespace Actors.Bench.Cases;

/// <summary>From the start of the process until it says that it is ready. A row's rate is starts a second, its times are those of a start.</summary>
internal sealed class StartCase() : Case("start", "time to ready with a million stored users; floor: the bare server's start")
{
    public override async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        var population = await bench.PopulationAsync(bench.Options.Users);
        await bench.StopAsync(population);
        var memory = new List<double>();

        var (ours, floor) = await bench.TakeTurnsAsync(
            async () =>
            {
                await using var service = await Service.StartAsync(population, bench.ServiceOptions, bench.Cancellation);
                memory.Add(service.IdleMebibytes);
                return new Sample(LoadResult.Of(service.ReadyAfter, [service.ReadyAfter]), await service.UsageAsync());
            },
            async () =>
            {
                var started = Stopwatch.GetTimestamp();
                await using var server = await bench.StartBareAsync();
                var ready = Stopwatch.GetElapsedTime(started);
                return new Sample(LoadResult.Of(ready, [ready]), await server.UsageAsync());
            });

        var note = string.Create(CultureInfo.InvariantCulture, $"ready after {ours.P50 / 1000:0.00} s with {population.Count:n0} users stored");
        return [new Row(Name, Bare, ours, floor, Summary.Median(memory), Summary.Median(memory), note)];
    }
}
