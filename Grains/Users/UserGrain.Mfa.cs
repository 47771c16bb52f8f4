using Actors.Audit;
using Actors.Mfa;
using Actors.Notifications;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    public async Task<NewTotp?> BeginTotpAsync(RequestOrigin origin)
    {
        await RequireSessionAsync(origin);

        if (user.State.MfaEnabled || !user.State.Exists)
        {
            return null;
        }

        var (mfa, shown) = secondFactor.Begin(user.State.Mfa, Id, links.Value.Product, TotpEnrolment.AccountOf(user.State.Email!, user.State.EmailNormalized!));
        await SaveAsync(user.State with { Mfa = mfa }, origin, new AuditEntry("mfa.begin"));
        return shown;
    }

    public async Task<RecoveryCodeSet?> ConfirmTotpAsync(string code, RequestOrigin origin)
    {
        await RequireSessionAsync(origin);

        if (secondFactor.Confirm(user.State.Mfa, Id, code, clock.GetUtcNow()) is not { } confirmed)
        {
            return null;
        }

        await ChangeMfaAsync(confirmed.Mfa, "mfa.enable", "A second factor was set up for your account.", origin);
        return confirmed.Shown;
    }

    public async Task<bool> RemoveTotpAsync(RequestOrigin origin)
    {
        await RequireSessionAsync(origin);

        if (!user.State.MfaEnabled)
        {
            return false;
        }

        await ChangeMfaAsync(MfaState.None, "mfa.disable", "The second factor of your account was taken away.", origin);
        return true;
    }

    public async Task<RecoveryCodeSet?> RenewRecoveryCodesAsync(RequestOrigin origin)
    {
        await RequireSessionAsync(origin);

        if (!user.State.MfaEnabled)
        {
            return null;
        }

        var (mfa, shown) = secondFactor.WithNewRecoveryCodes(user.State.Mfa, Id);
        await ChangeMfaAsync(mfa, "mfa.recovery_codes", "Your account was given new recovery codes.", origin);
        return shown;
    }

    public async Task<bool> PutSecretsUnderAsync(string masterKeyId)
    {
        if (secondFactor.MasterKeyId != masterKeyId)
        {
            return false;
        }

        var reencrypted = secondFactor.UnderPresentKey(user.State.Mfa, Id);

        if (reencrypted != user.State.Mfa)
        {
            await WriteAsync(user.State with { Mfa = reencrypted });
        }

        return true;
    }

    private Task ChangeMfaAsync(MfaState mfa, string type, string sentence, RequestOrigin origin) => SaveAndTellAsync(
        user.State with { Mfa = mfa },
        origin,
        new AuditEntry(type),
        new OwnerNotice(NotificationKind.MfaChanged, "Your second factor was changed", sentence));

    /// <summary>Asks for the second factor where there is one. Without a refusal it is passed, and its state is to be saved with the sign-in.</summary>
    private async Task<(SignInResult? Refused, MfaState Mfa)> CheckSecondFactorAsync(string? totpCode, string? recoveryCode, RequestOrigin origin)
    {
        var (mfa, now) = (user.State.Mfa, clock.GetUtcNow());

        if (!user.State.MfaEnabled)
        {
            return (null, mfa);
        }

        if (totpCode is null && recoveryCode is null)
        {
            // Whoever asks knows the password: the log has to tell, also where nobody comes back with a code.
            return (await RefuseAsync(SignInOutcome.MfaRequired, origin), mfa);
        }

        if (mfa.Failures.IsLocked(now))
        {
            return (SignInResult.Locked(mfa.Failures.LockedUntil!.Value, now), mfa);
        }

        if (secondFactor.Accept(mfa, Id, totpCode, recoveryCode, now) is { } accepted)
        {
            return (null, accepted);
        }

        var failures = mfa.Failures.AddOne(now, lockout.Value);
        await SaveWrongFactorAsync(user.State with { Mfa = mfa with { Failures = failures } }, failures.LockedUntil is not null, origin);
        return (SignInResult.InvalidCredentials, mfa);
    }

    private async Task SaveWrongFactorAsync(UserState next, bool locks, RequestOrigin origin)
    {
        var entry = new AuditEntry("user.login", "invalid_second_factor");

        if (!locks)
        {
            await SaveAsync(next, origin, entry);
            return;
        }

        await SaveAndTellAsync(next, origin, entry, new OwnerNotice(
            NotificationKind.AccountLocked,
            "Your second factor was locked",
            "There were too many wrong codes from somebody who knows your password. If it was not you, set a new password."));
    }
}
