namespace Actors.Notifications;

internal sealed partial class NotificationGrain
{
    public async Task<NotificationChanges> WaitForChangeAsync(long since, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (since == _durable.Version && timeout > TimeSpan.Zero)
        {
            await Changed.WaitAsync(timeout, cancellationToken);
        }

        var state = _durable;
        return new NotificationChanges(
            state.Version,
            since <= state.Version ? state.Items.RemoveAll(item => item.Version <= since) : [],
            state.Unread);
    }

    protected override Task ReadAgainAsync() => inbox.ReadStateAsync();

    protected override void Publish()
    {
        // What it carried is in rows of its own by now.
        inbox.State = inbox.State.WithoutRecords();
        _durable = inbox.State;
        Changed.Raise();
    }
}
