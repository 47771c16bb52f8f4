namespace Actors.Notifications;

internal sealed partial class NotificationGrain
{
    public async Task<NotificationChanges> WaitForChangeAsync(long since, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (since == _durable.Version && timeout > TimeSpan.Zero)
        {
            await _changed.WaitAsync(timeout, cancellationToken);
        }

        var state = _durable;
        return new NotificationChanges(
            state.Version,
            since <= state.Version ? state.Items.RemoveAll(item => item.Version <= since) : [],
            state.Unread);
    }

    protected override void OnLeaving() => _changed.Raise();

    protected override void OnEnded() => _changed.Dispose();

    /// <summary>What is durable becomes what readers see, and whoever waits is woken.</summary>
    private void Publish()
    {
        _durable = inbox.State;
        _changed.Raise();
    }
}
