using Actors.Bench.Loads;
using Actors.Bench.Processes;
using Actors.Bench.Results;
using Actors.Bench.Stores;

namespace Actors.Bench.Cases;

/// <summary>Durable writes that share commits; beside the same service with a commit for each write, on 64 connections where the database takes as many.</summary>
internal sealed class CommitCase() : Case("group-commit", "settings-put; floor: the same service with a commit for each write")
{
    private static readonly string[] EachAlone = ["--Storage:MaxBatch", "1", "--Storage:Writers", "64"];

    public override async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        var population = await bench.PopulationAsync(bench.Options.BaseUsers);
        await using var together = await bench.StartAsync(population);
        var other = await bench.NewPopulationAsync(bench.Options.BaseUsers);
        await using var alone = await Service.StartAsync(other, [.. bench.ServiceOptions, .. EachAlone], bench.Cancellation);

        var (ours, floor) = await bench.TakeTurnsAsync(Load(bench, population, together.Service), Load(bench, other, alone));

        return [new Row(Name, "commit each", ours, floor, together.Service.IdleMebibytes, together.Service.MemoryMebibytes)];
    }

    private static Func<Task<Sample>> Load(Bench bench, Population population, Service service)
    {
        var users = population.First(bench.Options.Connections);
        return () => bench.MeasureAsync(
            service, () => bench.LoadAsync("put.lua", new Uri(service.Address, "/api/v1/personas/load/settings"), bench.Options.Connections, users));
    }
}
