using Actors.Api.Streams;
using Actors.Notifications;

namespace Actors.Api.Notifications;

/// <summary>The stream of one who watches an inbox: <c>notification</c> for each that comes, and <c>unread</c> after every change. Ids are the inbox's versions.</summary>
internal sealed class InboxWatch(StreamServices services, string userId, long? since) : ChangeWatch<NotificationChanges, NotificationChanges>(services)
{
    private readonly INotificationGrain _inbox = services.Grains.GetNotifications(userId);
    private long _version;

    protected override Task<NotificationChanges> AskAsync(CancellationToken aborted) => _inbox.WaitForChangeAsync(since ?? long.MaxValue, TimeSpan.Zero, aborted);

    protected override void Begin(EventStream events, NotificationChanges present)
    {
        _version = present.Version;
        events.Begin(since is { } seen && seen <= _version ? seen : _version);
        Tell(events, present);
    }

    protected override Task<NotificationChanges> WaitAsync(CancellationToken ends) =>
        _inbox.WaitForChangeAsync(_version, EventStream.CommentEvery, ends);

    protected override bool IsNews(NotificationChanges changes) => changes.Version != _version;

    protected override ValueTask<bool> TellAsync(EventStream events, NotificationChanges changes, CancellationToken ends)
    {
        if (IsNews(changes))
        {
            Tell(events, changes);
        }
        else
        {
            events.Comment();
        }

        _version = changes.Version;
        return ValueTask.FromResult(true);
    }

    private static void Tell(EventStream events, NotificationChanges changes)
    {
        foreach (var item in changes.New)
        {
            events.Event("notification", item.Version, NotificationResponse.Of(item));
        }

        events.Event("unread", changes.Version, new UnreadResponse(changes.Unread));
    }
}
