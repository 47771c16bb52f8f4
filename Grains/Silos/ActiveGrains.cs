using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Actors.Silos;

/// <summary>Counts the grains that are active in this silo. The engine's own count is one for all silos of a process.</summary>
internal sealed class ActiveGrains
{
    private readonly ConcurrentDictionary<GrainType, int> _counts = new();

    public void Add(GrainType type) => _counts.AddOrUpdate(type, 1, static (_, count) => count + 1);

    public void Remove(GrainType type) => _counts.AddOrUpdate(type, 0, static (_, count) => count - 1);

    /// <summary>How many are active now, by type.</summary>
    public ImmutableSortedDictionary<string, int> Count() => _counts
        .Where(count => count.Value > 0)
        .ToImmutableSortedDictionary(count => count.Key.ToString()!, count => count.Value, StringComparer.Ordinal);
}
