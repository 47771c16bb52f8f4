using System.Collections.Immutable;

namespace Actors.RateLimits;

/// <summary>The policy table: what the configuration says, and over it what administrators changed. There is one; see <see cref="GrainKeys"/>.</summary>
/// <remarks>Every API node asks it a few times a second whether anything changed, so a change is in force everywhere within a second.</remarks>
[Alias("ratelimits.IRateLimitPolicyGrain")]
public interface IRateLimitPolicyGrain : IGrainWithStringKey
{
    /// <summary>The table, or null when it still has the version that the caller knows.</summary>
    [Alias("GetAsync")]
    Task<RateLimitPolicyTable?> GetAsync(long knownVersion);

    /// <summary>Makes or replaces a policy, and tells the audit log. Durable and in force when answered; API nodes follow within a second.</summary>
    [Alias("SetAsync")]
    Task<RateLimitPolicyChange> SetAsync(RateLimitPolicy policy, RequestOrigin origin);

    /// <summary>Takes back what administrators changed: a configured policy is as configured again, any other is gone.</summary>
    [Alias("RemoveAsync")]
    Task<RateLimitPolicyChange> RemoveAsync(string name, RequestOrigin origin);

    /// <summary>Tells the audit log, durably, that a bucket is being reset; false when there is no such policy. Call <see cref="IRateLimitGrain.ResetAsync"/> after it.</summary>
    /// <remarks>It does not ask the bucket itself: one that is out of reach would hold up the table, and with it every node's look at the policies.</remarks>
    /// <param name="name">The policy's name.</param>
    /// <param name="subject">Whom the bucket counts, as <see cref="RateLimitSubject.Parse"/> reads it.</param>
    /// <param name="origin">Who asks.</param>
    [Alias("TellResetAsync")]
    Task<bool> TellResetAsync(string name, string subject, RequestOrigin origin);
}

/// <summary>What became of a change.</summary>
[GenerateSerializer, Alias("ratelimits.PolicyOutcome")]
public enum RateLimitPolicyOutcome
{
    /// <summary>The policy did not exist and does now.</summary>
    Created,

    /// <summary>It is as the caller wants it.</summary>
    Replaced,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is as the configuration says again.</summary>
    Restored,

    /// <summary>No administrator made or changed such a policy.</summary>
    NotFound,

    /// <summary>It breaks a rule; see the reasons.</summary>
    Invalid,

    /// <summary>The table is full.</summary>
    TooMany,
}

/// <summary>The answer to a change.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Policy">The policy as it is now in force; null when there is none.</param>
/// <param name="Reasons">What is wrong; only with <see cref="RateLimitPolicyOutcome.Invalid"/>.</param>
[GenerateSerializer, Immutable, Alias("ratelimits.PolicyChange")]
public sealed record RateLimitPolicyChange(
    RateLimitPolicyOutcome Outcome, RateLimitPolicy? Policy, ImmutableArray<RateLimitPolicyReason> Reasons)
{
    /// <summary>The policy is in force.</summary>
    public static RateLimitPolicyChange Done(RateLimitPolicyOutcome outcome, RateLimitPolicy? policy) => new(outcome, policy, []);

    /// <summary>Nothing changed.</summary>
    public static RateLimitPolicyChange Invalid(ImmutableArray<RateLimitPolicyReason> reasons) =>
        new(RateLimitPolicyOutcome.Invalid, null, reasons);
}
