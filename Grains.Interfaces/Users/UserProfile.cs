using System.Collections.Immutable;

namespace Actors.Users;

/// <summary>Whether an account may be used.</summary>
[GenerateSerializer, Alias("users.Status")]
public enum UserStatus
{
    /// <summary>It may.</summary>
    Active,

    /// <summary>Switched off by an administrator; can be activated again.</summary>
    Inactive,

    /// <summary>Shut by an administrator.</summary>
    Suspended,

    /// <summary>Made, and waiting for its e-mail address to be verified.</summary>
    Pending,
}

/// <summary>An account as its owner and administrators see it.</summary>
[GenerateSerializer, Immutable, Alias("users.Profile")]
public sealed record UserProfile
{
    /// <summary>The id, <c>usr_…</c>.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The address as it was typed.</summary>
    [Id(1)] public required string Email { get; init; }

    /// <summary>Whether a mail to the address was answered.</summary>
    [Id(2)] public required bool EmailVerified { get; init; }

    /// <summary>The name to show, if one was given.</summary>
    [Id(3)] public string? DisplayName { get; init; }

    /// <summary>Whether it may be used.</summary>
    [Id(4)] public required UserStatus Status { get; init; }

    /// <summary>What it may do.</summary>
    [Id(5)] public required ImmutableArray<string> Roles { get; init; }

    /// <summary>Whether signing in asks for a second factor.</summary>
    [Id(6)] public required bool MfaEnabled { get; init; }

    /// <summary>When it was made, UTC.</summary>
    [Id(7)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last signed in, UTC.</summary>
    [Id(8)] public DateTimeOffset? LastLoginAt { get; init; }

    /// <summary>Until when strangers' sign-ins are refused, UTC; null while they are not.</summary>
    [Id(9)] public DateTimeOffset? LockedUntil { get; init; }
}
