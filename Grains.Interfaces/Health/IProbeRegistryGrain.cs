namespace Actors.Health;

/// <summary>The definitions of all probes: the configured ones and those added while running. There is one; its key is <c>probes</c>.</summary>
[Alias("health.IProbeRegistryGrain")]
public interface IProbeRegistryGrain : IGrainWithStringKey
{
    /// <summary>The probes there are now.</summary>
    [Alias("ListAsync")]
    Task<ProbeList> ListAsync();

    /// <summary>Adds a probe, or replaces the one of the same name. Within seconds it runs; whoever cannot wait calls <see cref="IHealthProbeGrain.KeepRunningAsync"/>.</summary>
    [Alias("PutAsync")]
    Task<PutProbeResult> PutAsync(ProbeDefinition definition, RequestOrigin origin);

    /// <summary>Takes out a probe that was added, or puts a configured one back to its options. It ends by itself; whoever cannot wait calls <see cref="IHealthProbeGrain.StopAsync"/>.</summary>
    [Alias("RemoveAsync")]
    Task<RemoveProbeResult> RemoveAsync(string name, RequestOrigin origin);

    /// <summary>Pauses a probe or lets it go on, wherever it is defined; null when there is none of that name. Within seconds it does so; whoever cannot wait calls <see cref="IHealthProbeGrain.KeepRunningAsync"/>.</summary>
    [Alias("SetPausedAsync")]
    Task<PausedProbe?> SetPausedAsync(string name, bool paused, RequestOrigin origin);

    /// <summary>Makes an agent known that nobody configured. For one that is known already nothing changes.</summary>
    [Alias("RegisterAgentAsync")]
    Task<RegisterAgentResult> RegisterAgentAsync(string name, TimeSpan? timeToLive, RequestOrigin origin);
}
