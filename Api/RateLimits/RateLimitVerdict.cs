using System.Collections.Immutable;
using Actors.RateLimits;

namespace Actors.Api.RateLimits;

/// <summary>One policy that a request is under, and whom it counts there.</summary>
internal readonly record struct RateLimitClaim(string Policy, RateLimitSubject Subject);

/// <summary>What one policy said of a request.</summary>
internal readonly record struct RateLimitEntry(ActivePolicy Policy, RateLimitSubject Subject, BucketAnswer Answer);

internal enum RateLimitVerdictKind
{
    /// <summary>It goes through.</summary>
    Admitted,

    /// <summary>A policy refused it; what it took under others was given back, unless the refusal has its price.</summary>
    Refused,

    /// <summary>A bucket did not answer, and its policy refuses then.</summary>
    Unavailable,
}

/// <summary>What all its policies together said of a request.</summary>
internal sealed record RateLimitVerdict(RateLimitVerdictKind Kind, ImmutableArray<RateLimitEntry> Entries)
{
    /// <summary>Of a request under no policy.</summary>
    public static readonly RateLimitVerdict None = new(RateLimitVerdictKind.Admitted, []);

    public bool IsAdmitted => Kind == RateLimitVerdictKind.Admitted;

    /// <summary>The entry that refused: the last, for nobody is asked after it.</summary>
    public RateLimitEntry Refusing => Entries[^1];
}
