namespace Actors.RateLimits;

/// <summary>How much of something is allowed. Valid when <see cref="RateLimitPolicyRules"/> finds nothing.</summary>
[GenerateSerializer, Immutable, Alias("ratelimits.Policy")]
public sealed record RateLimitPolicy
{
    /// <summary><c>[a-z0-9][a-z0-9_-]{0,62}</c>.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Requests in a window.</summary>
    [Id(1)] public required int Limit { get; init; }

    /// <summary>The window in seconds.</summary>
    [Id(2)] public required int WindowSeconds { get; init; }

    /// <summary>The most at once, for <see cref="RateLimitAlgorithm.Gcra"/>; the windows have none but their limit.</summary>
    [Id(3)] public required int Burst { get; init; }

    /// <summary>What it counts by.</summary>
    [Id(4)] public RateLimitScope Scope { get; init; } = RateLimitScope.User;

    /// <summary>How it counts.</summary>
    [Id(5)] public RateLimitAlgorithm Algorithm { get; init; } = RateLimitAlgorithm.Gcra;

    /// <summary>Counts what it would refuse and refuses nothing, to try numbers out.</summary>
    [Id(6)] public bool Shadow { get; init; }

    /// <summary>What becomes of a request whose bucket is out of reach, see <c>RateLimits:Silence</c>.</summary>
    [Id(7)] public RateLimitOnUnavailable OnUnavailable { get; init; } = RateLimitOnUnavailable.Admit;

    /// <summary>The version of the table in which it took this form; 0 while only the configuration is known.</summary>
    [Id(8)] public long Version { get; init; }

    /// <summary>The numbers for a bucket.</summary>
    public RateLimitQuota ToQuota() =>
        new(Version, Algorithm, Limit, WindowSeconds * TimeSpan.TicksPerSecond, Burst);
}
