using System.Collections.Immutable;
using Actors.Audit;
using Actors.Notifications;
using Microsoft.Extensions.Logging;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    private static readonly TimeSpan PauseBeforeTellingAgain = TimeSpan.FromSeconds(30);

    /// <summary>Notices that the inbox has, and that leave the state with its next write.</summary>
    private readonly HashSet<string> _told = [];

    private IGrainTimer? _tellAgain;

    /// <summary>Writes the state, its audit entry and a notice in one, and takes the notice to the owner's inbox before it answers.</summary>
    private async Task SaveAndTellAsync(UserState next, RequestOrigin origin, AuditEntry entry, OwnerNotice notice)
    {
        await SaveWithNoticeAsync(next, origin, entry, notice);
        await TellOwnerAsync(user.State.Notices);
    }

    /// <summary>Writes the state, its audit entry and a notice in one. The notice stays until the inbox has it, so that a crash in between loses none.</summary>
    private async Task SaveWithNoticeAsync(UserState next, RequestOrigin origin, AuditEntry entry, OwnerNotice notice)
    {
        var (chain, audited) = next.Audit.Append(Id, Id, entry, origin, clock.GetUtcNow());

        // What an administrator does or says comes from where the administrator is, which is not for its owner to know.
        var isOwners = notice.Kind != NotificationKind.AdminMessage && (origin.ActorId is null || origin.ActorId == Id);

        var waiting = new Notice
        {
            EventId = notice.EventId ?? audited.Id,
            Kind = notice.Kind,
            Title = notice.Title,
            Text = notice.Text,
            At = audited.At,
            // The address as it was: who takes an account over must not be the only one to hear of it.
            Email = user.State.Email,
            NewEmail = next.Email,
            Ip = isOwners ? origin.Ip : null,
            UserAgent = isOwners ? origin.UserAgent : null,
            MayMail = notice.MayMail,
        };

        await WriteAsync(next with { Audit = chain, NewEvents = [audited], Notices = next.Notices.Add(waiting) });
    }

    /// <summary>Takes notices that are durable to the inbox. What fails is tried again later, and after a restart.</summary>
    private async Task TellOwnerAsync(ImmutableArray<Notice> durable)
    {
        try
        {
            foreach (var notice in durable.Where(notice => !_told.Contains(notice.EventId)))
            {
                await GrainFactory.GetNotifications(Id).DeliverAsync(notice);
                _told.Add(notice.EventId);
            }
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "The inbox of {User} cannot be told now", Id);

            // Until it is told the account stays in memory: nobody else would bring what waits.
            _tellAgain ??= this.RegisterGrainTimer(
                TellAgainAsync, new GrainTimerCreationOptions(PauseBeforeTellingAgain, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        }
    }

    private Task TellAgainAsync()
    {
        _tellAgain?.Dispose();
        _tellAgain = null;
        return TellOwnerAsync(user.State.Notices);
    }

    /// <summary>Writes the state without the notices that the inbox has.</summary>
    private async Task WriteAsync(UserState next)
    {
        // The row waits to go, and the entry of the deletion stays the last: a call that was on its way has nothing to change any more.
        if (user.State.IsDeleted)
        {
            return;
        }

        var waiting = next.Notices.RemoveAll(notice => _told.Contains(notice.EventId));
        await StoreAsync(next with { Notices = waiting });
        user.State = user.State with { NewEvents = [], NewMails = [] };
        _told.IntersectWith(waiting.Select(notice => notice.EventId));
    }
}

/// <summary>What an account's owner is to be told.</summary>
/// <param name="Kind">What it tells of.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">A few sentences.</param>
/// <param name="MayMail">Whether it may be mailed as well.</param>
/// <param name="EventId">What makes it the same when it comes again; null: its audit entry.</param>
internal sealed record OwnerNotice(NotificationKind Kind, string Title, string Text, bool MayMail = true, string? EventId = null);
