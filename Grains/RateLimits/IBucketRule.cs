using System.Collections.Immutable;

namespace Actors.RateLimits;

/// <summary>An algorithm as a value: no clock, no lock, no storage. Times are ticks of 100 ns on any scale that moves forward.</summary>
/// <remarks>
/// All but <see cref="At"/> speak of the moment to which <see cref="At"/> brought the value. A clock that steps back finds the value
/// where it was: nothing comes back twice and nothing is lost.
/// </remarks>
internal interface IBucketRule<TSelf>
    where TSelf : struct, IBucketRule<TSelf>
{
    /// <summary>A bucket from which <paramref name="used"/> were just taken; a full one for zero.</summary>
    static abstract TSelf Used(RateLimitQuota quota, long used, long now);

    /// <summary>The value that <see cref="Save"/> put away <paramref name="elapsed"/> ticks ago.</summary>
    static abstract TSelf Restore(RateLimitQuota quota, ReadOnlySpan<long> saved, long elapsed, long now);

    /// <summary>The same bucket at <paramref name="now"/>, after what refilled since.</summary>
    TSelf At(RateLimitQuota quota, long now);

    /// <summary>With <paramref name="cost"/> taken, which must fit.</summary>
    TSelf Take(RateLimitQuota quota, int cost);

    /// <summary>With a take given back; <paramref name="mark"/> is what <see cref="Mark"/> said before it.</summary>
    TSelf Refund(RateLimitQuota quota, int cost, long mark);

    /// <summary>Counted by other numbers of the same algorithm from <paramref name="now"/> on; what was used stays used.</summary>
    TSelf Under(RateLimitQuota quota, RateLimitQuota next, long now);

    /// <summary>Where the bucket stands, for a refund.</summary>
    long Mark(RateLimitQuota quota);

    /// <summary>Whole requests that fit.</summary>
    int Remaining(RateLimitQuota quota);

    /// <summary>The first moment at which <paramref name="cost"/>, not over the burst, fits; any moment past when it fits already.</summary>
    long ReadyAt(RateLimitQuota quota, int cost);

    /// <summary>The numbers to store.</summary>
    ImmutableArray<long> Save(RateLimitQuota quota, long now);
}
