namespace Actors.Users;

/// <summary>The failures in a row of one lockout lane. Pure: it is given the time.</summary>
[GenerateSerializer, Immutable, Alias("users.LoginFailures")]
internal sealed record LoginFailures
{
    public static readonly LoginFailures None = new();

    [Id(0)] public int Count { get; init; }

    [Id(1)] public DateTimeOffset? LockedUntil { get; init; }

    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;

    /// <summary>A lock that has run out is none, and the count begins anew.</summary>
    public LaneDescription Describe(DateTimeOffset now) =>
        LockedUntil is null || IsLocked(now) ? new LaneDescription(Count, LockedUntil) : new LaneDescription(0, null);

    public LoginFailures AddOne(DateTimeOffset now, LockoutOptions options)
    {
        // A lock that has run out starts a fresh count.
        var count = LockedUntil is null ? Count + 1 : 1;

        return count < options.MaxFailures
            ? new LoginFailures { Count = count }
            : new LoginFailures { Count = count, LockedUntil = now + options.Duration };
    }
}
