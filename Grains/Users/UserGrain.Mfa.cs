using Actors.Audit;
using Actors.Mfa;
using Actors.Notifications;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    public async Task<NewTotp?> BeginTotpAsync(RequestOrigin origin)
    {
        if (user.State.MfaEnabled || !user.State.Exists)
        {
            return null;
        }

        var (mfa, shown) = secondFactor.Begin(user.State.Mfa, Id, links.Value.Product, user.State.Email!);
        await SaveAsync(user.State with { Mfa = mfa }, origin, new AuditEntry("mfa.begin"));
        return shown;
    }

    public async Task<RecoveryCodeSet?> ConfirmTotpAsync(string code, RequestOrigin origin)
    {
        if (secondFactor.Confirm(user.State.Mfa, Id, code, clock.GetUtcNow()) is not { } confirmed)
        {
            return null;
        }

        await ChangeMfaAsync(confirmed.Mfa, "mfa.enable", "A second factor was set up for your account.", origin);
        return confirmed.Shown;
    }

    public async Task<bool> RemoveTotpAsync(RequestOrigin origin)
    {
        if (!user.State.MfaEnabled)
        {
            return false;
        }

        await ChangeMfaAsync(MfaState.None, "mfa.disable", "The second factor of your account was taken away.", origin);
        return true;
    }

    public async Task<RecoveryCodeSet?> RenewRecoveryCodesAsync(RequestOrigin origin)
    {
        if (!user.State.MfaEnabled)
        {
            return null;
        }

        var (mfa, shown) = secondFactor.Renew(user.State.Mfa, Id);
        await ChangeMfaAsync(mfa, "mfa.recovery_codes", "Your account was given new recovery codes.", origin);
        return shown;
    }

    private Task ChangeMfaAsync(MfaState mfa, string type, string sentence, RequestOrigin origin) => SaveAndTellAsync(
        user.State with { Mfa = mfa },
        origin,
        new AuditEntry(type),
        new OwnerNotice(NotificationKind.MfaChanged, "Your second factor was changed", sentence));

    /// <summary>Asks for the second factor where there is one. Without a refusal it is passed, and its state is to be saved with the sign-in.</summary>
    private async Task<(SignInResult? Refused, MfaState Mfa)> CheckSecondFactorAsync(SignInAttempt attempt, RequestOrigin origin)
    {
        var (mfa, now) = (user.State.Mfa, clock.GetUtcNow());

        if (!user.State.MfaEnabled)
        {
            return (null, mfa);
        }

        if (attempt.TotpCode is null && attempt.RecoveryCode is null)
        {
            return (new SignInResult(SignInOutcome.MfaRequired), mfa);
        }

        if (mfa.Failures.IsLocked(now))
        {
            return (SignInResult.Locked(mfa.Failures.LockedUntil!.Value, now), mfa);
        }

        if (secondFactor.Accept(mfa, Id, attempt, now) is { } accepted)
        {
            return (null, accepted);
        }

        await SaveFailureAsync(
            user.State with { Mfa = mfa with { Failures = mfa.Failures.AddOne(now, lockout.Value) } },
            origin,
            new AuditEntry("user.login", "invalid_second_factor"),
            locks: mfa.Failures.AddOne(now, lockout.Value).LockedUntil is not null);

        return (SignInResult.InvalidCredentials, mfa);
    }
}
