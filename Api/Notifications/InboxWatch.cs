using Actors.Api.Access;
using Actors.Api.Settings;
using Actors.Notifications;

namespace Actors.Api.Notifications;

/// <summary>The stream of one who watches an inbox: <c>notification</c> for each that comes, and <c>unread</c> after every change. Ids are the inbox's versions.</summary>
internal sealed class InboxWatch(IGrainFactory grains, string userId, long? since, TimeProvider clock, CancellationToken stopping) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var inbox = grains.GetNotifications(userId);

        // Asked before the headers go out: a store that cannot answer is still an error with a status.
        var present = await inbox.WaitForChangeAsync(since ?? long.MaxValue, TimeSpan.Zero, ends.Token);

        var events = EventStream.Open(httpContext, clock);

        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        events.Begin(since is { } seen && seen <= present.Version ? seen : present.Version);
        Tell(events, present);

        try
        {
            await FollowAsync(httpContext, inbox, events, present.Version, ends.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !httpContext.RequestAborted.IsCancellationRequested)
        {
            await events.EndAsync("closing", "shutdown");
        }
    }

    private async Task FollowAsync(HttpContext context, INotificationGrain inbox, EventStream events, long version, CancellationToken ends)
    {
        while (await events.FlushAsync(ends))
        {
            ends.ThrowIfCancellationRequested();
            var changes = await inbox.WaitForChangeAsync(version, EventStream.CommentEvery, ends);

            // The session may have ended since.
            if (await Identity.OfAsync(context, grains) is (null, _))
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
