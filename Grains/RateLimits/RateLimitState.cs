using System.Collections.Immutable;

namespace Actors.RateLimits;

/// <summary>A bucket as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("ratelimits.State")]
internal sealed record RateLimitState
{
    /// <summary>The numbers that it counted by; null for a full bucket, which is not stored.</summary>
    [Id(0)] public RateLimitQuota? Quota { get; init; }

    /// <summary>When it was saved, by the wall clock, the only one that processes share.</summary>
    [Id(1)] public DateTimeOffset SavedAt { get; init; }

    /// <summary>
    /// GCRA: the debt in whole requests, and the rest in window ticks. Fixed window: the count, and the age of the window in ticks.
    /// Sliding window: the counts of its slots, the newest first.
    /// </summary>
    [Id(2)] public ImmutableArray<long> Values { get; init; } = [];

    /// <summary>By what the values are: two arrays that were read from the same row are not the same one.</summary>
    public bool Equals(RateLimitState? other) =>
        other is not null && Quota == other.Quota && SavedAt == other.SavedAt && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Quota, SavedAt, Values.Length);
}
