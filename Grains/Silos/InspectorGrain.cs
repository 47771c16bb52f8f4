using System.Collections.Immutable;
using Actors.Audit;
using Actors.Storage;

namespace Actors.Silos;

[GrainType("inspector")]
internal sealed partial class InspectorGrain(
    [PersistentState("inspector", StorageNames.Default)] IPersistentState<InspectorState> stored,
    GrainCatalog catalog,
    StateReader states,
    TimeProvider clock) : InspectedGrain, IInspectorGrain
{
    /// <summary>The chain of its audit entries.</summary>
    private const string Chain = "inspector";

    /// <summary>The engine's own grain, which knows every silo.</summary>
    private IManagementGrain Management => GrainFactory.GetGrain<IManagementGrain>(0);

    public async Task<ImmutableArray<SiloDescription>> ListSilosAsync()
    {
        var hosts = await Management.GetDetailedHosts(onlyActive: true);
        var counts = (await Management.GetSimpleGrainStatistics()).ToLookup(count => count.SiloAddress, count => count.ActivationCount);

        var silos = await Task.WhenAll(hosts.Select(async host => new SiloDescription(
            host.SiloAddress.ToParsableString(),
            host.SiloName,
            host.HostName,
            new DateTimeOffset(DateTime.SpecifyKind(host.StartTime, DateTimeKind.Utc)),
            counts[host.SiloAddress].Sum(),
            await GrainFactory.GetSiloReport(host.SiloAddress.ToParsableString()).GetAsync())));

        return [.. silos.OrderBy(silo => silo.Address, StringComparer.Ordinal)];
    }

    public async Task<ImmutableArray<GrainTypeDescription>> ListTypesAsync()
    {
        var hosts = await Management.GetHosts(onlyActive: true);
        var reports = await Task.WhenAll(hosts.Keys.Select(silo => GrainFactory.GetSiloReport(silo.ToParsableString()).GetAsync()));
        var counts = (await Management.GetSimpleGrainStatistics()).ToLookup(count => catalog.FindClass(count.GrainType)?.Name);

        var calls = reports.OfType<SiloReport>().SelectMany(report => report.Calls)
            .GroupBy(call => (call.GrainType, call.Interface, call.Method))
            .Select(group => group.Aggregate((one, two) => one.Plus(two)))
            .ToLookup(call => call.GrainType);

        return
        [
            .. catalog.All.Select(grain => new GrainTypeDescription(
                grain.Name,
                grain.States.Count > 0,
                counts[grain.Name].GroupBy(count => count.SiloAddress.ToParsableString())
                    .ToImmutableSortedDictionary(silo => silo.Key, silo => silo.Sum(count => count.ActivationCount), StringComparer.Ordinal),
                [.. calls[grain.Name].OrderByDescending(call => call.Mean).ThenBy(call => call.Method, StringComparer.Ordinal)])),
        ];
    }

    public async Task<bool> DeactivateAsync(string type, string key, string? reason, RequestOrigin origin)
    {
        if (catalog.Find(type) is not { } grain || await PlaceOfAsync(grain, key) is null)
        {
            return false;
        }

        // The entry first: what is done and not told of would be worse than what is told of and not done.
        var entry = new AuditEntry("grain.deactivate", Detail: AuditDetail.Of(("type", type), ("key", key), ("reason", reason)));
        var (chain, audited) = stored.State.Audit.Append(Chain, origin.ActorId ?? Chain, entry, origin, clock.GetUtcNow());
        await stored.SaveAsync(stored.State with { Audit = chain, NewEvents = [audited] });
        stored.State = stored.State with { NewEvents = [] };

        await GrainFactory.GetGrain<IInspectedGrain>(grain.IdOf(key)).DeactivateAsync();
        return true;
    }

    /// <summary>The silo on which a grain is active; a stateless worker has no place.</summary>
    private async ValueTask<SiloAddress?> PlaceOfAsync(CatalogedGrain grain, string key) =>
        grain.IsWorker ? null : await Management.GetActivationAddress(GrainFactory.GetGrain<IInspectedGrain>(grain.IdOf(key)));
}
