using System.Collections.Immutable;
using Actors.Audit;
using Actors.Notifications;
using Actors.Users.Passwords;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    public async Task<PasswordResult> ChangeAsync(string present, string next, string? keepSessionId, RequestOrigin origin)
    {
        var confirmed = await ConfirmAsync(present, origin);

        return confirmed.Outcome == PasswordOutcome.Done
            ? await SetPasswordAsync(next, keepSessionId, endingKeys: [], new AuditEntry("user.password_change"), origin)
            : confirmed;
    }

    public async Task<PasswordResult> ConfirmAsync(string password, RequestOrigin origin)
    {
        // In a lane of its own: strangers who lock theirs do not keep the owner from a new password.
        var failures = user.State.Lanes.FailuresIn(LockoutLanes.SignedInAlready);

        if (failures.IsLocked(clock.GetUtcNow()))
        {
            return new PasswordResult(PasswordOutcome.Locked, LockedUntil: failures.LockedUntil);
        }

        if ((await hasher.VerifyAsync(password, user.State.PasswordHash)).Matches && user.State.Exists)
        {
            return PasswordResult.Done;
        }

        await CountFailureAsync(LockoutLanes.SignedInAlready, failures, origin);
        return new PasswordResult(PasswordOutcome.InvalidCredentials);
    }

    public async Task RequestResetAsync(RequestOrigin origin)
    {
        if (!user.State.Exists)
        {
            await WriteDecoyAsync();
            return;
        }

        await MailTokenAsync(MailTokenPurpose.ResetPassword, user.State.Email!, new AuditEntry("user.password_forgot"), origin);
    }

    public async Task<PasswordResult> ResetAsync(string token, string next, RequestOrigin origin)
    {
        if (user.State.MailTokens.Find(MailTokenPurpose.ResetPassword, token, clock.GetUtcNow()) is null)
        {
            return new PasswordResult(PasswordOutcome.InvalidToken);
        }

        // The token is spent with the password that it sets, in one write; a refused password does not spend it.
        // Whoever read the mail reads this address, and locked lanes would only keep the owner out. An address that was never
        // verified may have been registered by somebody else, who would go on by a key.
        var endingKeys = user.State.EmailVerified ? [] : user.State.ApiKeyIds;
        return await SetPasswordAsync(next, keepSessionId: null, endingKeys, new AuditEntry("user.password_reset"), origin);
    }

    private async Task<PasswordResult> SetPasswordAsync(
        string password, string? keepSessionId, ImmutableArray<string> endingKeys, AuditEntry entry, RequestOrigin origin)
    {
        var owner = new PasswordOwner(EmailAddress.Parse(user.State.Email), user.State.DisplayName);
        var problems = await policy.CheckAsync(password, owner);

        if (!problems.IsEmpty)
        {
            return new PasswordResult(PasswordOutcome.WeakPassword, problems);
        }

        // Nothing ends for a password that cannot be hashed now.
        var hash = await hasher.HashAsync(password);

        // One write sets the password and says which sessions and keys are to end, so that no crash leaves one of them. Whoever had the account in
        // hand may have linked an identity of their own; the owner's is linked again when the provider vouches for the address.
        var ending = user.State.Sessions.RemoveAll(s => s.Id == keepSessionId);
        var identities = user.State.ExternalIdentities;
        await ForgetIdentitiesAsync(identities);

        await SaveWithNoticeAsync(
            user.State with
            {
                PasswordHash = hash,

                // Who had the account in hand may have asked to move it to an address of their own.
                MailTokens = user.State.MailTokens.WithoutChange().RemoveAll(t => t.Purpose == MailTokenPurpose.ResetPassword),
                Lanes = user.State.Lanes.WithNewPassword(),
                Sessions = user.State.Sessions.RemoveRange(ending),
                EndingSessions = user.State.EndingSessions.AddRange(ending),
                SessionsBehind = true,
                ApiKeyIds = user.State.ApiKeyIds.RemoveRange(endingKeys),
                EndingKeyIds = user.State.EndingKeyIds.AddRange(endingKeys),
                ExternalIdentities = [],
            },
            origin,
            entry with
            {
                Detail = AuditDetail.Of(
                    ("sessions_ended", $"{ending.Length}"), ("keys_ended", $"{endingKeys.Length}"), ("identities_ended", $"{identities.Length}")),
            },
            new OwnerNotice(NotificationKind.PasswordChanged, "Your password was changed", "The password of your account was changed."));

        await TellSessionsAsync(origin);
        await TellOwnerAsync(user.State.Notices);
        return PasswordResult.Done;
    }
}
