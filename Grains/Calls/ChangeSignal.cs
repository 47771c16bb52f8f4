using System.Runtime.CompilerServices;

namespace Actors.Calls;

/// <summary>Long polls of one grain wait here for its next change.</summary>
internal sealed class ChangeSignal : IDisposable
{
    /// <summary>Callers give up after <see cref="CallTimeouts.LongPoll"/>.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    private readonly TimeProvider _clock;
    private readonly ChangeSignals _all;
    private TaskCompletionSource _next = New();

    public ChangeSignal(TimeProvider clock, ChangeSignals all)
    {
        (_clock, _all) = (clock, all);
        _all.Add(this);
    }

    /// <summary>To be awaited until the next change. The end of the time and a caller who is gone end the wait as well: neither is thrown, and caught again.</summary>
    /// <remarks>No method of its own that awaits: each of the many that wait would cost one more.</remarks>
    public ConfiguredTaskAwaitable WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        // Taken before it is asked whether anybody may wait: whoever says that nobody may wakes all after that.
        var next = Volatile.Read(ref _next).Task;

        return (_all.MayWait ? next.WaitAsync(timeout < MaxWait ? timeout : MaxWait, _clock, cancellationToken) : Task.CompletedTask)
            .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Wakes all who wait, also from outside of the grain's turns: it changes nothing else.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>The grain has ended: there is nobody here to wake.</summary>
    public void Dispose() => _all.Remove(this);

    // A thousand waiters must not run inside the turn that wakes them.
    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
