using System.Runtime.CompilerServices;

namespace Actors.Calls;

/// <summary>Long polls of one grain wait here for its next change.</summary>
internal sealed class ChangeSignal(TimeProvider clock)
{
    /// <summary>Callers give up after <see cref="CallTimeouts.LongPoll"/>.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private TaskCompletionSource _next = New();

    /// <summary>To be awaited until the next change. The end of the time and a caller who is gone end the wait as well: neither is thrown, and caught again.</summary>
    /// <remarks>No method of its own that awaits: each of the many that wait would cost one more.</remarks>
    public ConfiguredTaskAwaitable WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        _next.Task.WaitAsync(timeout < LongestWait ? timeout : LongestWait, clock, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Wakes all who wait.</summary>
    public void Raise()
    {
        var raised = _next;
        _next = New();
        raised.SetResult();
    }

    // A thousand waiters must not run inside the turn that wakes them.
    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
