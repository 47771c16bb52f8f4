namespace Orleans.Runtime;

/// <summary>Questions about the cluster, asked of the grain with the key 0. The embedded engine answers those that count hosts and activations.</summary>
public interface IManagementGrain : IGrainWithIntegerKey
{
    /// <summary>The silos and their status.</summary>
    Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false);

    /// <summary>The silos in detail.</summary>
    Task<MembershipEntry[]> GetDetailedHosts(bool onlyActive = false);

    /// <summary>Collects garbage.</summary>
    Task ForceGarbageCollection(SiloAddress[] hostsIds);

    /// <summary>Deactivates what got no call for this time, on these silos.</summary>
    Task ForceActivationCollection(SiloAddress[] hostsIds, TimeSpan ageLimit);

    /// <summary>Deactivates what got no call for this time.</summary>
    Task ForceActivationCollection(TimeSpan ageLimit);

    /// <summary>Nothing is collected here: statistics are made when asked for.</summary>
    Task ForceRuntimeStatisticsCollection(SiloAddress[] hostsIds);

    /// <summary>Not supported by the embedded engine.</summary>
    Task<SiloRuntimeStatistics[]> GetRuntimeStatistics(SiloAddress[] hostsIds);

    /// <summary>Activations by type on these silos.</summary>
    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds);

    /// <summary>Activations by type.</summary>
    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics();

    /// <summary>Each activation, of these types or of all, on these silos or on all.</summary>
    Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null);

    /// <summary>How many activations this grain has.</summary>
    Task<int> GetGrainActivationCount(GrainReference grainReference);

    /// <summary>How many activations there are.</summary>
    Task<int> GetTotalActivationCount();

    /// <summary>Not supported by the embedded engine.</summary>
    Task<object[]> SendControlCommandToProvider<T>(string providerName, int command, object? arg = null);

    /// <summary>Where a grain is active, or null.</summary>
    ValueTask<SiloAddress?> GetActivationAddress(IAddressable reference);

    /// <summary>The active grains of a type.</summary>
    ValueTask<List<GrainId>> GetActiveGrains(GrainType type);

    /// <summary>Not supported by the embedded engine.</summary>
    Task<List<GrainCallFrequency>> GetGrainCallFrequencies(SiloAddress[]? hostsIds = null);

    /// <summary>Not supported by the embedded engine.</summary>
    ValueTask ResetGrainCallFrequencies(SiloAddress[]? hostsIds = null);
}
