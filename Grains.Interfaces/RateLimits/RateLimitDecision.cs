namespace Actors.RateLimits;

/// <summary>What a bucket said.</summary>
[GenerateSerializer, Alias("ratelimits.Outcome")]
public enum RateLimitOutcome
{
    /// <summary>The cost was taken; for a look: it would be.</summary>
    Admitted,

    /// <summary>Nothing was taken; the cost fits again after <see cref="RateLimitDecision.RetryAfter"/>.</summary>
    Refused,

    /// <summary>Nothing was taken, and never will be: the cost is more than the bucket holds when full.</summary>
    CostTooHigh,
}

/// <summary>The answer of a bucket, exact to 100 ns.</summary>
/// <param name="Outcome">What was decided.</param>
/// <param name="Limit">The most that can be taken at once: the burst in force.</param>
/// <param name="Remaining">What is left after this answer, in whole requests.</param>
/// <param name="NextAfter">Until <paramref name="Remaining"/> grows; zero when the bucket is full.</param>
/// <param name="ResetAfter">Until the bucket is full, if nobody takes; zero when it is.</param>
/// <param name="RetryAfter">Until the same cost fits; zero unless <see cref="RateLimitOutcome.Refused"/>.</param>
/// <param name="Receipt">Gives the cost back through <see cref="IRateLimitGrain.RefundAsync"/>; default unless taken.</param>
[GenerateSerializer, Immutable, Alias("ratelimits.Decision")]
public readonly record struct RateLimitDecision(
    RateLimitOutcome Outcome,
    int Limit,
    int Remaining,
    TimeSpan NextAfter,
    TimeSpan ResetAfter,
    TimeSpan RetryAfter,
    RateLimitReceipt Receipt)
{
    /// <summary>Whether the cost was taken, or for a look would be.</summary>
    public bool IsAdmitted => Outcome == RateLimitOutcome.Admitted;
}

/// <summary>Names one take, so that it can be given back.</summary>
/// <param name="Activation">The activation that took; another one, after a move or a crash, gives nothing back.</param>
/// <param name="Mark">Where the bucket stood before the take, in the terms of its algorithm.</param>
/// <param name="Cost">What was taken; zero for no receipt.</param>
[GenerateSerializer, Immutable, Alias("ratelimits.Receipt")]
public readonly record struct RateLimitReceipt(long Activation, long Mark, int Cost);
