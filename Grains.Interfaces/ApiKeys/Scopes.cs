using System.Collections.Immutable;

namespace Actors.ApiKeys;

/// <summary>What an API key may be good for.</summary>
public static class Scopes
{
    /// <summary>Read the owner's settings documents.</summary>
    public const string SettingsRead = "settings:read";

    /// <summary>Change the owner's settings documents.</summary>
    public const string SettingsWrite = "settings:write";

    /// <summary>Read the owner's account: profile, sessions and events.</summary>
    public const string AccountRead = "account:read";

    /// <summary>Read the owner's notifications.</summary>
    public const string NotificationsRead = "notifications:read";

    /// <summary>Read the health pages and the metrics in full.</summary>
    public const string HealthRead = "health:read";

    /// <summary>Report an agent's heartbeat.</summary>
    public const string HealthReport = "health:report";

    /// <summary>Ask the rate limiter on behalf of another service.</summary>
    public const string RateLimitsCheck = "ratelimits:check";

    /// <summary>Introspect and revoke anyone's tokens (RFC 7662, RFC 7009).</summary>
    public const string TokensIntrospect = "tokens:introspect";

    /// <summary>Scopes over what is the owner's own: anyone may give them to a key.</summary>
    public static ImmutableHashSet<string> Own { get; } = [SettingsRead, SettingsWrite, AccountRead, NotificationsRead];

    /// <summary>Scopes over the service as a whole: only an administrator may give them, and they rest while the owner is none.</summary>
    public static ImmutableHashSet<string> Service { get; } = [HealthRead, HealthReport, RateLimitsCheck, TokensIntrospect];

    /// <summary>Whether there is such a scope.</summary>
    public static bool IsKnown(string scope) => Own.Contains(scope) || Service.Contains(scope);

    /// <summary>Whether a key of an owner with these roles may have the scope.</summary>
    public static bool IsAllowed(string scope, ImmutableArray<string> roles) =>
        Own.Contains(scope) || (Service.Contains(scope) && roles.Contains(Users.Roles.Admin));
}
