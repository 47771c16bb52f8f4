using System.Collections.Immutable;
using Actors.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Actors.Notifications;

internal sealed partial class BroadcastGrain
{
    private const int PartSize = 200;
    private const int MaxTries = 5;

    /// <summary>How often the present part was tried in vain.</summary>
    private int _tries;

    /// <summary>Goes on until the end, or until something fails: then whoever keeps messages running calls again.</summary>
    private async Task RunToEndAsync()
    {
        try
        {
            while (!_stopping && _durable.FinishedAt is null)
            {
                await (_durable.Total is null ? CountAsync() : SendPartAsync());
            }
        }
        catch (InconsistentStateException)
        {
            // A write that seemed to fail was stored, or another activation has the row: nothing here can be written any more, and
            // since no call waits for this, the engine does not see it. The next activation reads again.
            DeactivateOnIdle();
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "The message {Message} rests at {Reached} of {Total}", this.GetPrimaryKeyString(), _durable.Reached, _durable.Total);
        }
    }

    private async Task CountAsync()
    {
        var (total, cursor) = (0L, (string?)null);

        do
        {
            var (recipients, next) = await RecipientsAsync(cursor);
            (total, cursor) = (total + recipients.Length, next);
        }
        while (cursor is not null && !_stopping);

        if (!_stopping)
        {
            await SaveAsync(_durable with { Total = total, Status = BroadcastStatus.Sending });
        }
    }

    private async Task SendPartAsync()
    {
        var (recipients, next) = await RecipientsAsync(_durable.Cursor);
        var reached = (await Task.WhenAll(recipients.Select(BringAsync))).Count(taken => taken);

        if (reached < recipients.Length && ++_tries < MaxTries)
        {
            throw new InvalidOperationException($"{recipients.Length - reached} inboxes did not take the message.");
        }

        _tries = 0;
        await SaveAsync(_durable with
        {
            Cursor = next,
            Reached = _durable.Reached + reached,
            Failed = _durable.Failed + recipients.Length - reached,
            Status = next is null ? BroadcastStatus.Done : BroadcastStatus.Sending,
            FinishedAt = next is null ? clock.GetUtcNow() : null,
        });
    }

    /// <summary>A part of those who were there when the message was sent: who came later is at the list's end.</summary>
    private async Task<(ImmutableArray<ListedUser> Recipients, string? Next)> RecipientsAsync(string? cursor)
    {
        var (audience, sentAt) = (_durable.Broadcast!.Audience, _durable.Broadcast.SentAt);
        var page = await GrainFactory.GetUserDirectory().ListAsync(new UserQuery
        {
            Status = audience.Status,
            Role = audience.Role,
            EmailPrefix = audience.EmailPrefix,
            CreatedAfter = audience.CreatedAfter,
            Sort = UserSort.OldestFirst,
            Limit = PartSize,
            Cursor = cursor,
        }) ?? throw new InvalidOperationException("The list of users does not know its own cursor.");

        var recipients = page.Items.RemoveAll(user => user.CreatedAt > sentAt);
        return (recipients, recipients.Length < page.Items.Length ? null : page.NextCursor);
    }

    private async Task<bool> BringAsync(ListedUser user)
    {
        var (content, sentAt) = (_durable.Broadcast!.Content, _durable.Broadcast.SentAt);

        try
        {
            await GrainFactory.GetNotifications(user.Id).DeliverAsync(new Notice
            {
                EventId = content.Id,
                Kind = NotificationKind.AdminMessage,
                Title = content.Title,
                Text = content.Text,
                At = sentAt,
                Email = user.Email,
                MayMail = content.MayMail,
            });
            return true;
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "The inbox of {User} did not take the message {Message}", user.Id, content.Id);
            return false;
        }
    }
}
