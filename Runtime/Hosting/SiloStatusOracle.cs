using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>Answers from the list of silos that all of them share.</summary>
internal sealed class SiloStatusOracle(LocalSilo silo) : ISiloStatusOracle
{
    public SiloStatus CurrentStatus => silo.Status;

    public string SiloName => silo.Name;

    public SiloAddress SiloAddress => silo.SiloAddress;

    public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) => Find(siloAddress)?.Status ?? SiloStatus.None;

    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive) =>
        Silos(onlyActive).ToDictionary(one => one.SiloAddress, one => one.Status);

    public bool TryGetSiloName(SiloAddress siloAddress, [NotNullWhen(true)] out string? siloName)
    {
        siloName = Find(siloAddress)?.Name;
        return siloName is not null;
    }

    public bool IsFunctionalDirectory(SiloAddress siloAddress) => GetApproximateSiloStatus(siloAddress) == SiloStatus.Active;

    public bool IsDeadSilo(SiloAddress siloAddress) => GetApproximateSiloStatus(siloAddress) == SiloStatus.Dead;

    public bool SubscribeToSiloStatusEvents(ISiloStatusListener observer) => throw NotSupported();

    public bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer) => throw NotSupported();

    public SiloAddress[] GetActiveSilos() => [.. Silos(onlyActive: true).Select(one => one.SiloAddress)];

    private static NotSupportedException NotSupported() => new("The embedded engine tells nobody of silos; they are asked for.");

    private LocalSilo? Find(SiloAddress address) => silo.Cluster.Silos.FirstOrDefault(one => one.SiloAddress.Equals(address));

    private IEnumerable<LocalSilo> Silos(bool onlyActive) => silo.Cluster.Silos.Where(one => !onlyActive || one.Status == SiloStatus.Active);
}
