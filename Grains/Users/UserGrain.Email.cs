using System.Collections.Immutable;
using Actors.Audit;
using Actors.Notifications;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    public async Task RequestVerificationAsync(RequestOrigin origin)
    {
        // One that is pending with a verified address, as an administrator or an import left it, has no other way to become active.
        if (!user.State.Exists || user.State is { EmailVerified: true, Status: not UserStatus.Pending })
        {
            await WriteDecoyAsync();
            return;
        }

        await MailTokenAsync(MailTokenPurpose.VerifyEmail, user.State.Email!, new AuditEntry("user.email_resend"), origin);
    }

    public async Task<EmailOutcome> VerifyAsync(string token, RequestOrigin origin)
    {
        if (user.State.MailTokens.Find(MailTokenPurpose.VerifyEmail, token, clock.GetUtcNow()) is not { } found)
        {
            return EmailOutcome.InvalidToken;
        }

        var verified = user.State with { EmailVerified = true, MailTokens = user.State.MailTokens.Remove(found) };

        var entry = new AuditEntry("user.email_verify");

        await (verified.Status == UserStatus.Pending
            ? ChangeStandingAsync(verified with { Status = UserStatus.Active }, entry, origin)
            : SaveAsync(verified, origin, entry));

        return EmailOutcome.Done;
    }

    public async Task RequestChangeAsync(EmailAddress email, RequestOrigin origin)
    {
        await RequireSessionAsync(origin);

        // The account may have gone between the session's check and this call: then nothing is written in its name.
        if (user.State.Exists)
        {
            await MailTokenAsync(MailTokenPurpose.ChangeEmail, email.Display, new AuditEntry("user.email_change_request"), origin, origin.SessionId);
        }
    }

    public async Task<EmailAddress?> FindChangeAsync(string token) =>
        user.State.MailTokens.Find(MailTokenPurpose.ChangeEmail, token, clock.GetUtcNow()) is { Email: { } typed } found
        && EmailAddress.TryParse(typed, out var email)
        && (found.SessionId is null || await IsSignedInAsync(found.SessionId))
            ? email
            : null;

    public async Task<EmailOutcome> AcceptEmailAsync(string normalizedEmail, string token, RequestOrigin origin)
    {
        if (await FindChangeAsync(token) is not { } email || email.Normalized != normalizedEmail)
        {
            return EmailOutcome.InvalidToken;
        }

        var former = user.State.FormerEmails.Add(user.State.EmailNormalized!).Remove(email.Normalized);
        var next = user.State.WithEmail(email) with
        {
            EmailVerified = true,
            FormerEmails = former,
            SessionsBehind = user.State.SessionsBehind || !former.IsEmpty,

            // The others went to the former address, or were asked for by one who may have read it: with it they have lost their ground.
            MailTokens = [],
        };

        // The next who asks whose address it is must hear of it.
        await StoreOrLeaveAsync(SaveAndTellAsync(
            next,
            origin,
            new AuditEntry("user.email_change"),
            new OwnerNotice(NotificationKind.EmailChanged, "Your e-mail address was changed", "Your account has another e-mail address now.")));
        return EmailOutcome.Done;
    }

    public Task<ImmutableArray<string>> ListFormerAsync() => Task.FromResult(user.State.FormerEmails);

    public async Task ForgetFormerAsync(string normalizedEmail)
    {
        // With an account that is deleted the list goes, too.
        if (user.State.Exists && user.State.FormerEmails.Contains(normalizedEmail))
        {
            await WriteAsync(user.State with { FormerEmails = user.State.FormerEmails.Remove(normalizedEmail) });
            await FinishTellingSessionsAsync();
        }
    }

    private Task MailTokenAsync(MailTokenPurpose purpose, string to, AuditEntry entry, RequestOrigin origin, string? sessionId = null)
    {
        var (tokens, text) = user.State.MailTokens.Issue(purpose, Id, clock.GetUtcNow(), to, sessionId);
        return SaveAsync(user.State with { MailTokens = tokens }, origin, entry, mails.WithToken(to, text));
    }
}
