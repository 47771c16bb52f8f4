using System.Collections.Immutable;

namespace Actors.RateLimits;

/// <summary>The policies that our own endpoints are under, as data. Configuration and administrators change their numbers; none can be removed.</summary>
public static class RateLimitTiers
{
    /// <summary>Endpoints that need no sign-in, per IP.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>Signing in and all that helps with it: per IP, and in a bucket of its own per account name.</summary>
    public const string Auth = "auth";

    /// <summary>GET and HEAD, per caller.</summary>
    public const string Read = "read";

    /// <summary>All other methods, per caller.</summary>
    public const string Write = "write";

    /// <summary>Every endpoint that needs a sign-in, per user.</summary>
    public const string Default = "default";

    /// <summary>Exports, imports, lists over many users and bulk calls, per caller.</summary>
    public const string Heavy = "heavy";

    /// <summary>In place of <see cref="Default"/> for API keys, per key.</summary>
    public const string Service = "service";

    /// <summary>In place of <see cref="Default"/> for administrators, per user.</summary>
    public const string Admin = "admin";

    /// <summary>The tiers with their numbers where nobody says otherwise.</summary>
    /// <remarks>
    /// Only <see cref="Auth"/> refuses when its bucket is out of reach: passwords are not to be guessed while a limiter is down.
    /// <see cref="Read"/> and <see cref="Write"/> are wider than what they stand beside, so that each tier has its say only when it is tightened.
    /// </remarks>
    public static ImmutableArray<RateLimitPolicy> All { get; } =
    [
        PerMinute(Anonymous, 60, RateLimitScope.Ip),
        PerMinute(Auth, 10, RateLimitScope.Ip) with { OnUnavailable = RateLimitOnUnavailable.Refuse },
        PerMinute(Read, 1200, RateLimitScope.User),
        PerMinute(Write, 600, RateLimitScope.User),
        PerMinute(Default, 60, RateLimitScope.User),
        PerMinute(Heavy, 30, RateLimitScope.User),
        PerMinute(Service, 600, RateLimitScope.ApiKey),
        PerMinute(Admin, 600, RateLimitScope.User),
    ];

    /// <summary>The names of the tiers.</summary>
    public static ImmutableHashSet<string> Names { get; } = [.. All.Select(tier => tier.Name)];

    private static RateLimitPolicy PerMinute(string name, int limit, RateLimitScope scope) =>
        new() { Name = name, Limit = limit, WindowSeconds = 60, Burst = limit, Scope = scope };
}
