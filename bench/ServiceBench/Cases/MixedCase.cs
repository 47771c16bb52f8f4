using System.Collections.Concurrent;
using System.Globalization;
using Actors.Bench.Floors;
using Actors.Bench.Loads;
using Actors.Bench.Results;
using Actors.Bench.Stores;

namespace Actors.Bench.Cases;

/// <summary>What a day brings: reads, writes and refreshes, while others sign in. The bare server meets the same beside nothing but hashes.</summary>
internal sealed class MixedCase() : Case("mixed", "80 % reads, 15 % writes, 5 % refresh, while 8 connections sign in; floor: the same on the bare server beside pure bcrypt")
{
    private const string Script = "mixed.lua";

    public override async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        var connections = bench.Options.Connections;
        var population = await bench.PopulationAsync(bench.Options.BaseUsers);
        await using var lease = await bench.StartAsync(population);
        var service = lease.Service;
        var signingIn = population.Unused(8 * HashingCase.MaxConnections);
        var signIns = new ConcurrentQueue<LoadResult>();

        var (ours, floor) = await bench.TakeTurnsAsync(
            () => bench.MeasureAsync(service, async () =>
            {
                var beside = bench.LoadAsync("login.lua", new Uri(service.Address, "/api/v1/auth/login"), HashingCase.MaxConnections, signingIn);
                var load = await bench.LoadAsync(Script, service.Address, connections, population.Unused(2 * connections));
                signIns.Enqueue(await beside);
                return load;
            }),
            async () =>
            {
                var beside = PureBcrypt.RunAsync(Options.BenchOptions.HashingThreads, bench.Options.BcryptCost, bench.RoundTime);
                var load = await bench.Bare.MeasureAsync(() => bench.LoadAsync(Script, bench.Bare.Address, connections, population.First(connections)));
                await beside;
                return load;
            });

        var note = string.Create(
            CultureInfo.InvariantCulture,
            $"and {Summary.Median(signIns.Select(load => load.PerSecond)):0.0} sign-ins/s with {signIns.Sum(load => load.Errors)} errors; processor time has both");
        return [new Row(Name, Bare, ours, floor, service.IdleMebibytes, service.MemoryMebibytes, note)];
    }
}
