using System.Globalization;
using Actors.Bench.Results;

namespace Actors.Bench.Cases;

/// <summary>Each request in the name of another user, whom the service has not in memory.</summary>
internal sealed class ColdCase() : Case("cold", "GET auth/me among a million stored users, each request another one")
{
    private const string Script = "get.lua";
    private const string Path = "/api/v1/auth/me";

    /// <summary>Enough for a round of seconds; a file of so many tokens is made for each.</summary>
    private const int MaxUsers = 100_000;

    public override async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        var connections = bench.Options.Connections;
        var population = await bench.PopulationAsync(bench.Options.Users);
        await using var lease = await bench.StartAsync(population);
        var service = lease.Service;
        var each = Math.Min(MaxUsers, population.Rest / (bench.Options.Rounds + Bench.MaxWarmUps));

        var (ours, floor) = await bench.TakeTurnsAsync(
            async () =>
            {
                var users = population.Unused(each);
                return await bench.MeasureAsync(service, () => bench.LoadAsync(Script, new Uri(service.Address, Path), connections, users));
            },
            () => bench.Bare.MeasureAsync(() => bench.LoadAsync(Script, new Uri(bench.Bare.Address, Path), connections, population.First(connections))));

        var note = string.Create(CultureInfo.InvariantCulture, $"{population.Count:n0} users stored{(ours.Requests > (long)each * bench.Options.Rounds ? "; some were asked twice" : "")}");
        return [new Row(Name, Bare, ours, floor, service.IdleMebibytes, service.MemoryMebibytes, note)];
    }
}
