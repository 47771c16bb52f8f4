using System.Collections.Immutable;
using Actors.Audit;
using Actors.Storage;

namespace Actors.Silos;

[GrainType(GrainTypeName)]
internal sealed partial class InspectorGrain(
    [PersistentState("inspector", StorageNames.Default)] IPersistentState<InspectorState> stored,
    GrainCatalog catalog,
    StateReader states,
    TimeProvider clock) : InspectedGrain, IInspectorGrain
{
    public const string GrainTypeName = "inspector";

    /// <summary>The chain of its audit entries.</summary>
    public const string Chain = "inspector";

    /// <summary>On a busy machine, a hundred were needed.</summary>
    private const int MaxLooks = 1000;

    /// <summary>Whoever else wants a grain out of memory waits for this turn.</summary>
    private static readonly TimeSpan MaxLeaveTime = TimeSpan.FromSeconds(2);

    /// <summary>The engine's own grain, which knows every silo.</summary>
    private IManagementGrain Management => GrainFactory.GetGrain<IManagementGrain>(0);

    public async Task<ImmutableArray<SiloDescription>> ListSilosAsync()
    {
        var hosts = await Management.GetDetailedHosts(onlyActive: true);

        var silos = await Task.WhenAll(hosts.Select(async host =>
        {
            var report = await GrainFactory.GetSiloReport(host.SiloAddress.ToParsableString()).GetAsync();
            return new SiloDescription(
                host.SiloAddress.ToParsableString(),
                host.SiloName,
                host.HostName,
                new DateTimeOffset(DateTime.SpecifyKind(host.StartTime, DateTimeKind.Utc)),
                report?.Activations.Values.Sum() ?? 0,
                report);
        }));

        return [.. silos.OrderBy(silo => silo.Address, StringComparer.Ordinal)];
    }

    public async Task<ImmutableArray<GrainTypeDescription>> ListTypesAsync()
    {
        var hosts = await Management.GetHosts(onlyActive: true);
        var reports = (await Task.WhenAll(hosts.Keys.Select(async silo =>
            (Silo: silo.ToParsableString(), Report: await GrainFactory.GetSiloReport(silo.ToParsableString()).GetAsync()))))
            .Where(told => told.Report is not null)
            .ToDictionary(told => told.Silo, told => told.Report!);

        var calls = reports.Values.SelectMany(report => report.Calls)
            .GroupBy(call => (call.GrainType, call.Interface, call.Method))
            .Select(group => group.Aggregate((one, two) => one.Plus(two)))
            .ToLookup(call => call.GrainType);

        return
        [
            .. catalog.All.Select(grain => new GrainTypeDescription(
                grain.Name,
                grain.States.Count > 0,
                reports.Where(silo => silo.Value.Activations.ContainsKey(grain.Name))
                    .ToImmutableSortedDictionary(silo => silo.Key, silo => silo.Value.Activations[grain.Name], StringComparer.Ordinal),
                [.. calls[grain.Name].OrderByDescending(call => call.Mean).ThenBy(call => call.Method, StringComparer.Ordinal)])),
        ];
    }

    public async Task<bool> DeactivateAsync(string type, string key, string? reason, RequestOrigin origin)
    {
        if (catalog.Find(type) is not { } grain || !await IsActiveAsync(grain, key))
        {
            return false;
        }

        // The entry first: what is done and not told of would be worse than what is told of and not done.
        var entry = new AuditEntry("grain.deactivate", Detail: AuditDetail.Of(("type", type), ("key", AuditDetail.KeyOf(key)), ("reason", reason)));
        await stored.SaveWithEntryAsync(stored.State, Chain, entry, origin, clock.GetUtcNow());

        await GrainFactory.GetGrain<IInspectedGrain>(grain.IdOf(key)).DeactivateAsync();
        await GoneAsync(grain, key);
        return true;
    }

    /// <summary>It leaves after it has answered: a look that came between would wake it again. One that has a long turn to end, or that others call, is not waited for.</summary>
    private async Task GoneAsync(CatalogedGrain grain, string key)
    {
        var began = clock.GetTimestamp();

        for (var looks = 0; looks < MaxLooks && clock.GetElapsedTime(began) < MaxLeaveTime && await IsActiveAsync(grain, key); looks++)
        {
        }
    }

    /// <summary>Every silo is asked: where the directory's cache has a grain, it may be no more. A stateless worker counts as active nowhere.</summary>
    private async Task<bool> IsActiveAsync(CatalogedGrain grain, string key) =>
        !grain.IsWorker && await Management.GetGrainActivationCount((GrainReference)GrainFactory.GetGrain(grain.IdOf(key))) > 0;
}
