namespace Actors.Notifications;

internal sealed partial class NotificationGrain
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    public async Task<NotificationChanges> WaitForChangeAsync(long since, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (since == _durable.Version && timeout > TimeSpan.Zero)
        {
            // The end of the time and a caller who is gone both end the wait with what is there now: neither is thrown, and caught again.
            await _changed.Task.WaitAsync(timeout < LongestWait ? timeout : LongestWait, clock, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }

        var state = _durable;
        return new NotificationChanges(
            state.Version,
            since <= state.Version ? state.Items.RemoveAll(item => item.Version <= since) : [],
            state.Unread);
    }

    /// <summary>What is durable becomes what readers see, and whoever waits is woken.</summary>
    private void Publish()
    {
        _durable = inbox.State;
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }

    // Those who wait must not run inside the turn that wakes them.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
