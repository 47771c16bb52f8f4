using System.Collections.Concurrent;
using Actors.Silos;

namespace Actors.Calls;

/// <summary>The signals of all grains of this silo, and whether anybody may wait for one.</summary>
/// <remarks>
/// A grain that the engine takes out of memory is within reach neither here nor elsewhere until the last of its calls has ended, and it hears of it
/// only then. So nobody waits in a silo that stops; nor for a moment after another has left, when all those grains leave memory whose places it knew.
/// </remarks>
internal sealed class ChangeSignals : IDisposable
{
    private readonly ConcurrentDictionary<ChangeSignal, byte> _signals = new();
    private readonly CancellationToken _stop;
    private readonly CancellationTokenRegistration _stopping;
    private volatile bool _isDisturbed;

    public ChangeSignals(SiloStop silo)
    {
        _stop = silo.Begun;
        _stopping = _stop.UnsafeRegister(static signals => ((ChangeSignals)signals!).WakeAll(), this);
    }

    public bool MayWait => !_isDisturbed && !_stop.IsCancellationRequested;

    public void Add(ChangeSignal signal) => _signals[signal] = 0;

    public void Remove(ChangeSignal signal) => _signals.TryRemove(signal, out _);

    /// <summary>Lets nobody wait until <see cref="Calm"/>.</summary>
    public void Disturb()
    {
        _isDisturbed = true;
        WakeAll();
    }

    public void Calm() => _isDisturbed = false;

    public void Dispose() => _stopping.Dispose();

    private void WakeAll()
    {
        foreach (var (signal, _) in _signals)
        {
            signal.Raise();
        }
    }
}
