using Actors.RateLimits;

namespace Actors.Api.RateLimits;

/// <summary>A policy as this node applies it, made once a version and not once a request.</summary>
internal sealed class ActivePolicy(RateLimitPolicy policy)
{
    public RateLimitPolicy Policy => policy;

    public string Name => policy.Name;

    /// <summary>What the bucket is told.</summary>
    public RateLimitQuota Quota { get; } = policy.ToQuota();

    /// <summary>The tag of its metrics.</summary>
    public KeyValuePair<string, object?> Tag { get; } = new("policy", policy.Name);

    /// <summary>Its item in <c>RateLimit-Policy</c>.</summary>
    public string Header { get; } = $"\"{policy.Name}\";q={policy.Limit};w={policy.WindowSeconds}";

    /// <summary>Its item's begin in <c>RateLimit</c>.</summary>
    public string QuotedName { get; } = $"\"{policy.Name}\"";
}
