using Actors.Audit;
using Actors.Notifications;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    public async Task<bool> UnlockByMailAsync(string token, RequestOrigin origin)
    {
        if (user.State.MailTokens.Find(MailTokenPurpose.Unlock, token, clock.GetUtcNow()) is not { } found)
        {
            return false;
        }

        await SaveAsync(
            user.State with { Lanes = user.State.Lanes.Cleared(), MailTokens = user.State.MailTokens.Remove(found) },
            origin,
            new AuditEntry("user.unlock", Detail: AuditDetail.Of(("by", "mail"))));
        return true;
    }

    /// <summary>Writes a lane's lock together with the mail that opens it and the notice of it.</summary>
    private async Task SaveLockAsync(UserState locked, RequestOrigin origin)
    {
        var (now, entry) = (clock.GetUtcNow(), new AuditEntry("user.login", "account_locked"));
        var notice = new OwnerNotice(
            NotificationKind.AccountLocked,
            "Your account was locked",
            "There were too many failed sign-ins. Devices that you used before are not locked out by those of strangers.",
            MayMail: false);

        // One mail opens every lane: while its token is good, the lock of another lane sends none, so nobody's guesses fill a mailbox.
        if (locked.MailTokens.Any(t => t.Purpose == MailTokenPurpose.Unlock && t.ExpiresAt > now))
        {
            await SaveWithNoticeAsync(locked, origin, entry, notice);
        }
        else
        {
            var (tokens, text) = locked.MailTokens.Issue(MailTokenPurpose.Unlock, Id, now);
            await SaveWithNoticeAsync(locked with { MailTokens = tokens, NewMails = [mails.WithToken(locked.Email!, text)] }, origin, entry, notice);
        }

        // Not waited for: the answer must not take longer than one for a name that nobody registered.
        _ = TellOwnerAsync(user.State.Notices);
    }
}
