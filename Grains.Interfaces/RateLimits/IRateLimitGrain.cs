namespace Actors.RateLimits;

/// <summary>One bucket: what one subject used up under one policy. The key is <c>policy/subject</c>; see <see cref="GrainKeys"/>.</summary>
/// <remarks>
/// <para>Calls to a bucket run one at a time and are answered from memory, so it is exact under any parallelism.</para>
/// <para>
/// What was used is saved behind the scenes, within a second of each change, and never while it is full. When a silo dies, its buckets come
/// back on another with what they had at their last save. So at most the takes of the last second are forgotten, and over the
/// crash a bucket admits at most its limit and what it had admitted in that second.
/// </para>
/// </remarks>
[Alias("ratelimits.IRateLimitGrain")]
public interface IRateLimitGrain : IGrainWithStringKey
{
    /// <summary>Takes <paramref name="cost"/> if it fits. A refusal takes nothing.</summary>
    /// <param name="quota">The policy's numbers as the caller knows them.</param>
    /// <param name="cost">At least 1.</param>
    [Alias("TakeAsync")]
    ValueTask<RateLimitDecision> TakeAsync(RateLimitQuota quota, int cost);

    /// <summary>Tells what <see cref="TakeAsync"/> would answer now, and takes nothing.</summary>
    /// <param name="quota">The policy's numbers as the caller knows them.</param>
    /// <param name="cost">At least 1.</param>
    [Alias("LookAsync")]
    ValueTask<RateLimitDecision> LookAsync(RateLimitQuota quota, int cost);

    /// <summary>Gives a take back, because another policy refused the same request. Call it once a receipt.</summary>
    /// <remarks>
    /// The bucket is left with no more than it would have if the take had never been: what refilled in the meantime only because of the
    /// take is not given twice. A receipt of another activation gives nothing.
    /// </remarks>
    [Alias("RefundAsync")]
    ValueTask RefundAsync(RateLimitReceipt receipt);

    /// <summary>Makes the bucket full, durably.</summary>
    [Alias("ResetAsync")]
    Task ResetAsync();

    /// <summary>Clears what is stored if the bucket is full by now: for those that nobody asks any more. One that came into memory for it leaves again.</summary>
    [Alias("SettleAsync")]
    Task SettleAsync();
}
