namespace Actors.RateLimits;

/// <summary>What a policy counts by.</summary>
[GenerateSerializer, Alias("ratelimits.Scope")]
public enum RateLimitScope
{
    /// <summary>The client's address; IPv6 by /64.</summary>
    Ip,

    /// <summary>The signed-in user.</summary>
    User,

    /// <summary>The API key.</summary>
    ApiKey,

    /// <summary>The account name that is being signed in to.</summary>
    Account,

    /// <summary>All requests together.</summary>
    Global,
}

/// <summary>What becomes of a request whose bucket does not answer in time.</summary>
[GenerateSerializer, Alias("ratelimits.OnUnavailable")]
public enum RateLimitOnUnavailable
{
    /// <summary>It goes through, uncounted.</summary>
    Admit,

    /// <summary>It is refused.</summary>
    Refuse,
}
