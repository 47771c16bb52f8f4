using System.Runtime.CompilerServices;
using Actors.Silos;

namespace Actors.Calls;

/// <summary>Long polls of one grain wait here for its next change.</summary>
/// <remarks>In a silo that stops nobody waits: until the last of its calls has ended, a grain is within reach neither here nor elsewhere.</remarks>
internal sealed class ChangeSignal : IDisposable
{
    /// <summary>Callers give up after <see cref="CallTimeouts.LongPoll"/>.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    private readonly TimeProvider _clock;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenRegistration _stopping;
    private TaskCompletionSource _next = New();

    public ChangeSignal(TimeProvider clock, SiloStop silo)
    {
        _clock = clock;
        _stop = silo.Begun;
        // Not in a turn of the grain: it completes what is there, and changes nothing.
        _stopping = _stop.UnsafeRegister(static signal => Volatile.Read(ref ((ChangeSignal)signal!)._next).TrySetResult(), this);
    }

    /// <summary>To be awaited until the next change. The end of the time and a caller who is gone end the wait as well: neither is thrown, and caught again.</summary>
    /// <remarks>No method of its own that awaits: each of the many that wait would cost one more.</remarks>
    public ConfiguredTaskAwaitable WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        (_stop.IsCancellationRequested ? Task.CompletedTask : _next.Task.WaitAsync(timeout < MaxWait ? timeout : MaxWait, _clock, cancellationToken))
            .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Wakes all who wait.</summary>
    public void Raise()
    {
        var raised = _next;
        Volatile.Write(ref _next, New());
        raised.TrySetResult();
    }

    /// <summary>The grain has ended: a silo that stops has nobody here to wake.</summary>
    public void Dispose() => _stopping.Dispose();

    // A thousand waiters must not run inside the turn that wakes them.
    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
