using Actors.Tokens;
using Actors.Users;

namespace Actors.Mfa;

/// <summary>The rules of the second factor. Each gives the state that follows; nothing is kept here.</summary>
internal sealed class SecondFactor(MasterKey master, RecoveryCodes recovery)
{
    /// <summary>The state after the code or recovery code was accepted; null when it was not.</summary>
    public MfaState? Accept(MfaState mfa, string userId, string? totpCode, string? recoveryCode, DateTimeOffset now)
    {
        // Where both are sent, the one that is not used up counts.
        if (totpCode is null && recoveryCode is not null)
        {
            return recovery.Spend(mfa.RecoveryHashes, mfa.RecoveryKey, userId, recoveryCode) is { } rest
                ? Passed(mfa, userId) with { RecoveryHashes = rest }
                : null;
        }

        return Totp.Accept(Open(mfa.Secret!, userId), totpCode, now, mfa.LastStep) is { } step
            ? Passed(mfa, userId) with { LastStep = step }
            : null;
    }

    /// <summary>Names the present master key.</summary>
    public string MasterKeyId => master.Id;

    /// <summary>The state with every secret under the present master key; an equal one when they are already.</summary>
    public MfaState UnderPresentKey(MfaState mfa, string userId) => mfa with
    {
        Secret = mfa.Secret is { } secret ? TotpEnrolment.Reencrypt(master, userId, secret) : null,
        Unconfirmed = mfa.Unconfirmed is { } unconfirmed ? TotpEnrolment.Reencrypt(master, userId, unconfirmed) : null,
        RecoveryKey = mfa.RecoveryKey is { } key ? recovery.Reencrypt(userId, key) : null,
    };

    /// <summary>No failures; and since it is written now, its secrets go under the present master key.</summary>
    private MfaState Passed(MfaState mfa, string userId) => UnderPresentKey(mfa, userId) with { Failures = LoginFailures.None };

    /// <summary>The state with a new secret that waits for its confirmation, and what to show of it.</summary>
    public (MfaState Mfa, NewTotp Shown) Begin(MfaState mfa, string userId, string issuer, string account)
    {
        var enrolment = TotpEnrolment.Begin(master, userId, issuer, account);
        return (mfa with { Unconfirmed = enrolment.ProtectedSecret }, new NewTotp(enrolment.Secret, enrolment.OtpauthUri, enrolment.QrSvg));
    }

    /// <summary>The state with its secret confirmed and recovery codes made; null when the code is wrong.</summary>
    public (MfaState Mfa, RecoveryCodeSet Shown)? Confirm(MfaState mfa, string userId, string code, DateTimeOffset now)
    {
        if (mfa.Unconfirmed is not { } secret || Totp.Accept(Open(secret, userId), code, now, lastAccepted: null) is not { } step)
        {
            return null;
        }

        // It may have waited while the master key was changed.
        return WithNewRecoveryCodes(UnderPresentKey(new MfaState { Secret = secret, LastStep = step }, userId), userId);
    }

    /// <summary>The state with ten new recovery codes.</summary>
    public (MfaState Mfa, RecoveryCodeSet Shown) WithNewRecoveryCodes(MfaState mfa, string userId)
    {
        var (codes, hashes, key) = recovery.Generate(userId);
        return (mfa with { RecoveryHashes = hashes, RecoveryKey = key }, new RecoveryCodeSet(codes));
    }

    private byte[] Open(string protectedSecret, string userId) => TotpEnrolment.Open(master, userId, protectedSecret);
}
