using System.Collections.Immutable;

namespace Actors.Users;

/// <summary>An account's password. The same grain as <see cref="IUserGrain"/>.</summary>
[Alias("users.IUserPasswordGrain")]
public interface IUserPasswordGrain : IGrainWithStringKey
{
    /// <summary>Replaces the password by one who knows it; ends every session but <paramref name="keepSessionId"/>. A wrong present password counts as with <see cref="ConfirmAsync"/>.</summary>
    [Alias("Change"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<PasswordResult> ChangeAsync(string present, string next, string? keepSessionId, RequestOrigin origin);

    /// <summary>Mails a token that sets a new password. An account that does not exist does the same work and mails nothing.</summary>
    [Alias("RequestReset"), ResponseTimeout(CallTimeouts.Hashing)]
    Task RequestResetAsync(RequestOrigin origin);

    /// <summary>Sets a new password on the strength of a mailed token; ends every session. It neither signs in nor touches the second factor.</summary>
    [Alias("Reset"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<PasswordResult> ResetAsync(string token, string next, RequestOrigin origin);

    /// <summary>
    /// Whether this is the account's password, for what needs it again of one who is signed in. Wrong ones are counted and lock as at
    /// sign-in, in a lane of their own.
    /// </summary>
    [Alias("Confirm"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<PasswordResult> ConfirmAsync(string password, RequestOrigin origin);
}

/// <summary>How a step with a password ended.</summary>
[GenerateSerializer, Alias("users.PasswordOutcome")]
public enum PasswordOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>The present password is wrong.</summary>
    InvalidCredentials,

    /// <summary>Too many wrong ones.</summary>
    Locked,

    /// <summary>The token is unknown, used or too old.</summary>
    InvalidToken,

    /// <summary>The new password is refused.</summary>
    WeakPassword,
}

/// <param name="Outcome">How it ended.</param>
/// <param name="Weaknesses">Why the new password was refused, one entry a reason.</param>
/// <param name="LockedUntil">When the lane opens again, UTC, when locked.</param>
[GenerateSerializer, Immutable, Alias("users.PasswordResult")]
public sealed record PasswordResult(
    PasswordOutcome Outcome,
    ImmutableArray<PasswordProblem> Weaknesses = default,
    DateTimeOffset? LockedUntil = null)
{
    /// <summary>Done.</summary>
    public static readonly PasswordResult Done = new(PasswordOutcome.Done);
}
