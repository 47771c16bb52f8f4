using Actors.Health;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The probe of that name, whatever its letters' case.</summary>
    /// <exception cref="ArgumentException">No probe can be called so.</exception>
    public static IHealthProbeGrain GetHealthProbe(this IGrainFactory grains, string name) =>
        ProbeName.IsValid(name)
            ? grains.Get<IHealthProbeGrain>(ProbeName.Normalize(name))
            : throw new ArgumentException("Not a name of a probe.", nameof(name));

    /// <summary>The definitions of all probes.</summary>
    public static IProbeRegistryGrain GetProbeRegistry(this IGrainFactory grains) => grains.Get<IProbeRegistryGrain>("probes");
}
