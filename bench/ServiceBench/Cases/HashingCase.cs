using System.Globalization;
using Actors.Bench.Floors;
using Actors.Bench.Results;

namespace Actors.Bench.Cases;

/// <summary>A request that hashes a password once; beside nothing but hashes of the same cost.</summary>
internal sealed class HashingCase(string name, string about, string script, string path) : Case(name, about)
{
    /// <summary>More would wait in the service's queue and change nothing but the times.</summary>
    public const int MaxConnections = 8;

    public override async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        var connections = Math.Min(MaxConnections, bench.Options.Connections);
        var population = await bench.PopulationAsync(bench.Options.BaseUsers);
        await using var lease = await bench.StartAsync(population);
        var service = lease.Service;
        var users = population.Unused(8 * connections);

        var (ours, floor) = await bench.TakeTurnsAsync(
            () => bench.MeasureAsync(service, () => bench.LoadAsync(script, new Uri(service.Address, path), connections, users)),
            () => PureBcrypt.RunAsync(Options.BenchOptions.HashingThreads, bench.Options.BcryptCost, bench.RoundTime));

        var note = string.Create(CultureInfo.InvariantCulture, $"cost {bench.Options.BcryptCost}, {Options.BenchOptions.HashingThreads} threads, {connections} connections");
        return [new Row(Name, "bcrypt", ours, floor, service.IdleMebibytes, service.MemoryMebibytes, note)];
    }
}
