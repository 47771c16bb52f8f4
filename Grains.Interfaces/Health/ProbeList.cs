using System.Collections.Immutable;

namespace Actors.Health;

/// <summary>The probes there are, by name.</summary>
/// <param name="Version">Grows with every change that is made while running.</param>
/// <param name="Probes">In the order of their names.</param>
[GenerateSerializer, Immutable, Alias("health.ProbeList")]
public sealed record ProbeList(long Version, ImmutableArray<ProbeDefinition> Probes)
{
    /// <summary>The probe of that name, whatever its letters' case; null if there is none.</summary>
    public ProbeDefinition? Find(string name) =>
        Probes.FirstOrDefault(probe => string.Equals(probe.Name, name, StringComparison.OrdinalIgnoreCase));
}
