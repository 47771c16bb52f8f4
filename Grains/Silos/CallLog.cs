using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Actors.Silos;

/// <summary>Counts and times the calls that this silo serves, for the administration's pages. The engine's own grains are left out.</summary>
internal sealed class CallLog(GrainCatalog catalog, TimeProvider clock)
{
    // Null for what is left out.
    private readonly ConcurrentDictionary<CallKey, CallWindow?> _windows = new();
    private readonly DateTimeOffset _started = clock.GetUtcNow();

    public void Add(IIncomingGrainCallContext call, TimeSpan took, bool failed) =>
        _windows.GetOrAdd(
            new CallKey(call.TargetId.Type, call.InterfaceMethod),
            static (key, catalog) => catalog.Find(key.Type) is null ? null : new CallWindow(),
            catalog)?.Add(clock.GetUtcNow(), took, failed);

    /// <summary>The methods that were called in the last minute.</summary>
    public ImmutableArray<MethodCalls> Sum()
    {
        var now = clock.GetUtcNow();
        return [.. _windows.Where(window => window.Value is not null).Select(window => window.Value!.Sum(window.Key, now, _started)).Where(calls => calls.Calls > 0)];
    }
}

/// <summary>A method of a type of grain.</summary>
internal readonly record struct CallKey(GrainType Type, MethodInfo Method);
