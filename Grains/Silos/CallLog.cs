using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Actors.Silos;

/// <summary>Counts and times the calls that this silo serves, for the administration's pages. The engine's own grains are left out.</summary>
internal sealed class CallLog(GrainCatalog catalog, TimeProvider clock) : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<CallKey, CallWindow> _windows = new();
    private readonly DateTimeOffset _started = clock.GetUtcNow();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (catalog.Find(context.TargetId.Type) is null)
        {
            await context.Invoke();
            return;
        }

        var begin = clock.GetTimestamp();
        var failed = true;

        try
        {
            await context.Invoke();
            failed = false;
        }
        finally
        {
            _windows.GetOrAdd(new CallKey(context.TargetId.Type, context.InterfaceName, context.MethodName), static _ => new CallWindow())
                .Add(clock.GetUtcNow(), clock.GetElapsedTime(begin), failed);
        }
    }

    /// <summary>The methods that were called in the last minute.</summary>
    public ImmutableArray<MethodCalls> Sum()
    {
        var now = clock.GetUtcNow();
        return [.. _windows.Select(window => window.Value.Sum(window.Key, now, _started)).Where(calls => calls.Calls > 0)];
    }
}
