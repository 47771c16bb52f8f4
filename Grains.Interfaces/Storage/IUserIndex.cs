using System.Collections.Immutable;

namespace Actors.Storage;

/// <summary>Lists over all stored users, from indexes on their stored state.</summary>
/// <remarks>
/// It reads the payload of state <c>user</c> of grain type <c>user</c>: <c>email</c>, <c>email_normalized</c>, <c>email_verified</c>,
/// <c>display_name</c>, <c>status</c>, <c>roles</c> (an array), <c>mfa_enabled</c>, <c>created_at</c> and <c>last_login_at</c>, times in UTC.
/// A user without <c>email_normalized</c> or <c>created_at</c> is in no list.
/// </remarks>
public interface IUserIndex
{
    /// <summary>Lists users; null when the query's cursor is none that this list gave out.</summary>
    /// <exception cref="StorageUnavailableException">The store cannot answer now.</exception>
    Task<Page<ListedUser>?> ListAsync(UserQuery query, CancellationToken cancellationToken = default);

    /// <summary>The ids of users whose sessions were not told of a change, or whose former address was not released, because the process ended in between: <c>sessions_behind</c> is true.</summary>
    /// <exception cref="StorageUnavailableException">The store cannot answer now.</exception>
    Task<ImmutableArray<string>> ListBehindAsync(int limit, CancellationToken cancellationToken = default);
}

/// <summary>Which users to list. What is null does not filter.</summary>
[GenerateSerializer, Immutable, Alias("storage.UserQuery")]
public sealed record UserQuery
{
    /// <summary>Users with this status.</summary>
    [Id(0)] public string? Status { get; init; }

    /// <summary>Users who have this role, perhaps among others.</summary>
    [Id(1)] public string? Role { get; init; }

    /// <summary>Users whose normalised e-mail begins so.</summary>
    [Id(2)] public string? EmailPrefix { get; init; }

    /// <summary>Users created after this time.</summary>
    [Id(3)] public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>The order.</summary>
    [Id(4)] public UserSort Sort { get; init; }

    /// <summary>At most so many.</summary>
    [Id(5)] public int Limit { get; init; } = 50;

    /// <summary>Where to go on, from <see cref="Page{T}.NextCursor"/>, in the same order.</summary>
    [Id(6)] public string? Cursor { get; init; }
}

/// <summary>The orders of the list of users.</summary>
[GenerateSerializer, Alias("storage.UserSort")]
public enum UserSort
{
    /// <summary>By time of creation, the last first.</summary>
    NewestFirst,

    /// <summary>By time of creation, the first first.</summary>
    OldestFirst,

    /// <summary>By normalised e-mail.</summary>
    EmailAscending,

    /// <summary>By normalised e-mail, backwards.</summary>
    EmailDescending,
}

/// <summary>A user as the lists show one.</summary>
[GenerateSerializer, Immutable, Alias("storage.ListedUser")]
public sealed record ListedUser
{
    /// <summary>The user's id, which is the grain's key.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The e-mail as the user typed it.</summary>
    [Id(1)] public required string Email { get; init; }

    /// <summary>True once the user has shown to own it.</summary>
    [Id(2)] public required bool EmailVerified { get; init; }

    /// <summary>The name to show, if any.</summary>
    [Id(3)] public string? DisplayName { get; init; }

    /// <summary>The account's status.</summary>
    [Id(4)] public required string Status { get; init; }

    /// <summary>The account's roles.</summary>
    [Id(5)] public required ImmutableArray<string> Roles { get; init; }

    /// <summary>True when a second factor is set up.</summary>
    [Id(6)] public required bool MfaEnabled { get; init; }

    /// <summary>When the account was made, UTC.</summary>
    [Id(7)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the user last signed in, UTC.</summary>
    [Id(8)] public DateTimeOffset? LastLoginAt { get; init; }
}
