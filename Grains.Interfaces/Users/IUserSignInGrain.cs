using Actors.Sessions;

namespace Actors.Users;

/// <summary>Signing in to an account. The same grain as <see cref="IUserGrain"/>.</summary>
[Alias("users.IUserSignInGrain")]
public interface IUserSignInGrain : IGrainWithStringKey
{
    /// <summary>
    /// Checks a password and, where enrolled, a second factor; counts a failure before it tells the verdict.
    /// An account that does not exist does the same work and locks in the same way.
    /// </summary>
    /// <exception cref="HashingBusyException">Too many sign-ins wait for their hash; nothing was counted.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up before its hash was begun; nothing was counted.</exception>
    [Alias("SignIn"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<SignInResult> SignInAsync(SignInAttempt attempt, RequestOrigin origin, CancellationToken cancellationToken = default);

    /// <summary>Whether this is the token of a device that signed in before and that the account has not forgotten since; false also where there is no account.</summary>
    [Alias("KnowsDevice"), AlwaysInterleave]
    Task<bool> KnowsDeviceAsync(string deviceToken);

    /// <summary>Opens every lockout lane on the strength of a token that was mailed when one locked; false when the token is unknown, used or too old.</summary>
    [Alias("UnlockByMail"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<bool> UnlockByMailAsync(string token, RequestOrigin origin);
}

/// <param name="Password">The password, in clear.</param>
/// <param name="DeviceToken">What an earlier sign-in from this device was given.</param>
/// <param name="TotpCode">Six digits (RFC 6238).</param>
/// <param name="RecoveryCode">One of the ten codes.</param>
/// <param name="HideExisting">Whether nobody may learn which addresses have an account: who has just registered one could, by signing in to it, were its account not refused like none.</param>
[GenerateSerializer, Immutable, Alias("users.SignInAttempt")]
public sealed record SignInAttempt(
    string Password,
    string? DeviceToken = null,
    string? TotpCode = null,
    string? RecoveryCode = null,
    bool HideExisting = false)
{
    /// <summary>Names no secret.</summary>
    public override string ToString() => "SignInAttempt";
}

/// <summary>How a sign-in ended.</summary>
[GenerateSerializer, Alias("users.SignInOutcome")]
public enum SignInOutcome
{
    /// <summary>Signed in; tokens are given.</summary>
    SignedIn,

    /// <summary>The password, the code or the name is wrong; which, is not said.</summary>
    InvalidCredentials,

    /// <summary>The password is right, and a second factor is needed.</summary>
    MfaRequired,

    /// <summary>Too many failures in this lane.</summary>
    Locked,

    /// <summary>The password is right; an administrator shut the account.</summary>
    Suspended,

    /// <summary>The password is right; the account is switched off.</summary>
    Inactive,

    /// <summary>The password is right; the address must be verified first.</summary>
    EmailUnverified,
}

/// <param name="Outcome">How it ended.</param>
/// <param name="Tokens">The session's tokens, when signed in.</param>
/// <param name="DeviceToken">What gives this device its own lockout lane, when signed in.</param>
/// <param name="LockedUntil">When the lane opens again, UTC, when locked.</param>
/// <param name="RetryAfter">How long that is from now.</param>
[GenerateSerializer, Immutable, Alias("users.SignInResult")]
public sealed record SignInResult(
    SignInOutcome Outcome,
    TokenPair? Tokens = null,
    string? DeviceToken = null,
    DateTimeOffset? LockedUntil = null,
    TimeSpan? RetryAfter = null)
{
    /// <summary>Refused, without a word of why.</summary>
    public static readonly SignInResult InvalidCredentials = new(SignInOutcome.InvalidCredentials);

    /// <summary>The lane is shut until then.</summary>
    public static SignInResult Locked(DateTimeOffset until, DateTimeOffset now) =>
        new(SignInOutcome.Locked, LockedUntil: until, RetryAfter: until - now);

    /// <summary>Names no secret.</summary>
    public override string ToString() => $"SignInResult {{ Outcome = {Outcome} }}";
}
