using System.Collections.Immutable;

namespace Actors.Users;

/// <summary>One e-mail address and the account that owns it. The key is the normalised address.</summary>
/// <remarks>
/// One grain an address makes addresses unique without a lock. A claim counts while the account it names says that the address is
/// its own: a registration that broke off half-way leaves a claim that counts for nothing, and can be made again.
/// </remarks>
[Alias("users.ILoginNameGrain")]
public interface ILoginNameGrain : IGrainWithStringKey
{
    /// <summary>The id of the account that owns the address, or null.</summary>
    [Alias("Find"), AlwaysInterleave]
    Task<string?> FindAsync();

    /// <summary>Makes an account with this address, unless one has it.</summary>
    [Alias("Register"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<RegisterResult> RegisterAsync(Registration registration, RequestOrigin origin);

    /// <summary>Moves the address to an existing account, whose grain checks the proof that its owner reads this address.</summary>
    [Alias("MoveTo"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<EmailOutcome> MoveToAsync(string userId, string token, RequestOrigin origin);

    /// <summary>Forgets the owner, if that account no longer says that the address is its own.</summary>
    [Alias("Release"), ResponseTimeout(CallTimeouts.Hashing)]
    Task ReleaseAsync();
}

/// <summary>What an account is made from.</summary>
/// <param name="Email">The address as it was typed.</param>
/// <param name="Password">The password, in clear; hashed by the account's grain and kept nowhere. Null for an account that has none, or that brings its hash.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="Administrator">Whether it gets the role <c>admin</c>; set by the program, never by a request's body.</param>
/// <param name="PasswordHash">An imported hash, in place of a password.</param>
/// <param name="EmailVerified">Whether the address is known to be the user's.</param>
/// <param name="Status">The status to begin with.</param>
/// <param name="HideExisting">Whether a taken address costs the work of a free one, and its owner is mailed about it.</param>
/// <param name="Roles">Roles beside <c>user</c>; <c>admin</c> is none of them.</param>
/// <param name="IsImport">Whether it comes from another system's records: no mail asks to verify its address, and the audit log says so.</param>
/// <param name="UserId">The id that it is to have, of what makes one account however often it tries; null for a new one.</param>
[GenerateSerializer, Immutable, Alias("users.Registration")]
public sealed record Registration(
    string Email,
    string? Password,
    string? DisplayName = null,
    bool Administrator = false,
    string? PasswordHash = null,
    bool EmailVerified = false,
    UserStatus Status = UserStatus.Active,
    bool HideExisting = false,
    ImmutableArray<string>? Roles = null,
    bool IsImport = false,
    string? UserId = null)
{
    /// <summary>Names no secret.</summary>
    public override string ToString() => "Registration";
}

/// <summary>How a registration ended.</summary>
[GenerateSerializer, Alias("users.RegisterOutcome")]
public enum RegisterOutcome
{
    /// <summary>The account is there.</summary>
    Registered,

    /// <summary>Another account has the address.</summary>
    EmailTaken,

    /// <summary>The password was refused; the reasons say why.</summary>
    WeakPassword,

    /// <summary>The imported hash is of no known kind.</summary>
    UnknownHash,
}

/// <param name="Outcome">How it ended.</param>
/// <param name="User">The account, when registered.</param>
/// <param name="Weaknesses">Why the password was refused, one entry a reason.</param>
[GenerateSerializer, Immutable, Alias("users.RegisterResult")]
public sealed record RegisterResult(
    RegisterOutcome Outcome,
    UserProfile? User = null,
    ImmutableArray<PasswordProblem> Weaknesses = default)
{
    /// <summary>The account is there.</summary>
    public static RegisterResult Registered(UserProfile user) => new(RegisterOutcome.Registered, user);

    /// <summary>The password was refused.</summary>
    public static RegisterResult Weak(ImmutableArray<PasswordProblem> weaknesses) =>
        new(RegisterOutcome.WeakPassword, Weaknesses: weaknesses);

    /// <summary>Another account has the address.</summary>
    public static readonly RegisterResult EmailTaken = new(RegisterOutcome.EmailTaken);
}
