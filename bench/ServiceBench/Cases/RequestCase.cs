using System.Globalization;
using Actors.Bench.Loads;
using Actors.Bench.Processes;
using Actors.Bench.Results;
using Actors.Bench.Stores;

namespace Actors.Bench.Cases;

/// <summary>One script, against the service and against the bare server.</summary>
internal sealed class RequestCase(string name, string about, string script, string path) : Case(name, about)
{
    /// <summary>Whether each answer waits for the disk.</summary>
    public bool Writes { get; init; }

    /// <summary>Whether a round uses up what it has of its users, so that the next one needs others.</summary>
    public bool Spends { get; init; }

    public bool ByAdministrator { get; init; }

    public override async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        var connections = bench.Options.Connections;
        var population = await bench.PopulationAsync(bench.Options.BaseUsers);
        await using var lease = await bench.StartAsync(population);
        var service = lease.Service;
        var users = await UsersAsync(bench, population, service);
        var disk = new List<double>();

        var (ours, floor) = await bench.TakeTurnsAsync(
            () => bench.MeasureAsync(service, () => LoadAsync(bench, service.Address, Spends ? population.Unused(2 * connections) : users)),
            async () =>
            {
                disk.Add(Writes ? await bench.SyncedCommitsAsync() : 0);
                return await bench.Bare.MeasureAsync(() => LoadAsync(bench, bench.Bare.Address, users));
            });

        var note = Writes ? string.Create(CultureInfo.InvariantCulture, $"disk {Summary.Median(disk):0} commits/s") : null;
        return [new Row(Name, Bare, ours, floor, service.IdleMebibytes, service.MemoryMebibytes, note)];
    }

    private async Task<string> UsersAsync(Bench bench, Population population, Service service) => ByAdministrator
        ? population.Only(await service.AdministratorTokenAsync(bench.Cancellation), bench.Options.Connections)
        : population.First(bench.Options.Connections);

    private Task<LoadResult> LoadAsync(Bench bench, Uri address, string users) => bench.LoadAsync(script, new Uri(address, path), bench.Options.Connections, users);
}
