using Actors.RateLimits;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The bucket of one subject under one policy.</summary>
    public static IRateLimitGrain GetRateLimit(this IGrainFactory grains, string policy, RateLimitSubject subject) =>
        grains.GetStoredRateLimit($"{policy}/{subject.Text}");

    /// <summary>A bucket by the key that it is stored under.</summary>
    public static IRateLimitGrain GetStoredRateLimit(this IGrainFactory grains, string key) => grains.Get<IRateLimitGrain>(key);

    /// <summary>The one policy table.</summary>
    public static IRateLimitPolicyGrain GetRateLimitPolicies(this IGrainFactory grains) => grains.Get<IRateLimitPolicyGrain>("policies");

    /// <summary>Who was busiest under a policy.</summary>
    public static IRateLimitActivityGrain GetRateLimitActivity(this IGrainFactory grains, string policy) =>
        grains.Get<IRateLimitActivityGrain>(policy);

    /// <summary>The policy and the subject in the key of a bucket.</summary>
    public static (string Policy, string Subject) SplitRateLimit(string key)
    {
        // The first slash ends the policy: its name has none.
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return (key[..slash], key[(slash + 1)..]);
    }
}
