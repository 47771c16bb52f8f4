using Actors.Audit;

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

    /// <summary>Writes a lane's lock together with the mail that opens it.</summary>
    private Task SaveLockAsync(UserState locked, RequestOrigin origin)
    {
        var (now, entry) = (clock.GetUtcNow(), new AuditEntry("user.login", "account_locked"));

        // One mail opens every lane: while its token is good, the lock of another lane sends none, so nobody's guesses fill a mailbox.
        if (locked.MailTokens.Any(t => t.Purpose == MailTokenPurpose.Unlock && t.ExpiresAt > now))
        {
            return SaveAsync(locked, origin, entry);
        }

        var (tokens, text) = locked.MailTokens.Issue(MailTokenPurpose.Unlock, Id, now);
        return SaveAsync(locked with { MailTokens = tokens }, origin, entry, mails.WithToken(locked.Email!, text));
    }
}
