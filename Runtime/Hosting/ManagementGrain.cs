using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>Answers what can be counted in the directory.</summary>
[Reentrant]
internal sealed class ManagementGrain(Cluster cluster) : Grain, IManagementGrain
{
    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive) =>
        Task.FromResult(Silos(onlyActive).ToDictionary(s => s.SiloAddress, s => s.Status));

    public Task<MembershipEntry[]> GetDetailedHosts(bool onlyActive) =>
        Task.FromResult(Silos(onlyActive).Select(s => new MembershipEntry
        {
            SiloAddress = s.SiloAddress,
            SiloName = s.Name,
            Status = s.Status,
            HostName = s.DnsHostName,
            StartTime = s.StartedAt,
            IAmAliveTime = s.EndedAt ?? s.ManagementTime.GetUtcNow().UtcDateTime,
        }).ToArray());

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() => GetSimpleGrainStatistics([]);

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds) =>
        Task.FromResult(Activations(hostsIds).GroupBy(a => (a.Class, a.Silo)).Select(g => new SimpleGrainStatistic
        {
            GrainType = g.Key.Class.StatisticsName,
            SiloAddress = g.Key.Silo.SiloAddress,
            ActivationCount = g.Count(),
        }).ToArray());

    public Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types, SiloAddress[]? hostsIds) =>
        Task.FromResult(Activations(hostsIds ?? [])
            .Where(a => types is null or [] || types.Contains(a.Class.StatisticsName) || types.Contains(a.Class.Type.FullName))
            .Select(a => new DetailedGrainStatistic { GrainId = a.GrainId, GrainType = a.Class.StatisticsName, SiloAddress = a.Silo.SiloAddress })
            .ToArray());

    public Task<int> GetTotalActivationCount() => Task.FromResult(Activations([]).Count());

    /// <summary>One that has been asked to end is there no more for those who call: they get another.</summary>
    public Task<int> GetGrainActivationCount(GrainReference grainReference) =>
        Task.FromResult(Activations([]).Count(a => a.GrainId == grainReference.GrainId && !a.IsEnding));

    public ValueTask<SiloAddress?> GetActivationAddress(IAddressable reference) =>
        new(Activations([]).FirstOrDefault(a => a.GrainId == reference.GetGrainId())?.Silo.SiloAddress);

    public ValueTask<List<GrainId>> GetActiveGrains(GrainType type) =>
        new([.. Activations([]).Where(a => a.GrainId.Type == type).Select(a => a.GrainId).Distinct()]);

    public Task ForceActivationCollection(TimeSpan ageLimit) => ForceActivationCollection([], ageLimit);

    public Task ForceActivationCollection(SiloAddress[] hostsIds, TimeSpan ageLimit)
    {
        foreach (var activation in Activations(hostsIds))
        {
            activation.CollectIfIdle(ageLimit);
        }

        return Task.CompletedTask;
    }

    public Task ForceGarbageCollection(SiloAddress[] hostsIds)
    {
        GC.Collect();
        return Task.CompletedTask;
    }

    public Task ForceRuntimeStatisticsCollection(SiloAddress[] hostsIds) => Task.CompletedTask;

    public Task<SiloRuntimeStatistics[]> GetRuntimeStatistics(SiloAddress[] hostsIds) => throw NotSupported(nameof(GetRuntimeStatistics));

    public Task<object[]> SendControlCommandToProvider<T>(string providerName, int command, object? arg) =>
        throw NotSupported(nameof(SendControlCommandToProvider));

    public Task<List<GrainCallFrequency>> GetGrainCallFrequencies(SiloAddress[]? hostsIds) => throw NotSupported(nameof(GetGrainCallFrequencies));

    public ValueTask ResetGrainCallFrequencies(SiloAddress[]? hostsIds) => throw NotSupported(nameof(ResetGrainCallFrequencies));

    private static NotSupportedException NotSupported(string method) =>
        new($"The embedded engine does not support IManagementGrain.{method}.");

    private IEnumerable<LocalSilo> Silos(bool onlyActive) => cluster.Silos.Where(s => !onlyActive || s.Status == SiloStatus.Active);

    private IEnumerable<Activation> Activations(SiloAddress[] hosts) =>
        cluster.Activations.Where(a => a.IsAlive && (hosts.Length == 0 || hosts.Contains(a.Silo.SiloAddress)));
}
