using Actors.Api.Access;
using Actors.Api.Settings;
using Actors.Notifications;

namespace Actors.Api.Notifications;

/// <summary>The stream of one who watches an inbox: <c>notification</c> for each that comes, and <c>unread</c> after every change. Ids are the inbox's versions.</summary>
internal sealed class InboxWatch(IGrainFactory grains, string userId, long? since, TimeProvider clock, CancellationToken stopping)
    : WatchStream<NotificationChanges>(clock, stopping)
{
    private readonly INotificationGrain _inbox = grains.GetNotifications(userId);

    protected override Task<NotificationChanges> AskAsync(CancellationToken ends) => _inbox.WaitForChangeAsync(since ?? long.MaxValue, TimeSpan.Zero, ends);

    protected override async Task FollowAsync(HttpContext context, EventStream events, NotificationChanges present, CancellationToken ends)
    {
        var version = present.Version;
        events.Begin(since is { } seen && seen <= version ? seen : version);
        Tell(events, present);

        while (await events.FlushAsync(ends))
        {
            ends.ThrowIfCancellationRequested();

            if (await UnlessLostAsync(events, () => _inbox.WaitForChangeAsync(version, EventStream.CommentEvery, ends), ends) is not { } changes)
            {
                continue;
            }

            // The session may have ended since.
            if (await Identity.AgainAsync(context, grains) is (null, _))
            {
                await events.EndAsync("closing", "unauthenticated");
                return;
            }

            if (changes.Version == version)
            {
                events.Comment();
            }
            else
            {
                Tell(events, changes);
            }

            version = changes.Version;
        }
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
