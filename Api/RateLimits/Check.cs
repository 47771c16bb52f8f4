using Actors.RateLimits;

namespace Actors.Api.RateLimits;

/// <summary>What a bucket is asked.</summary>
/// <param name="Policy">Under which policy.</param>
/// <param name="Subject">Whose bucket.</param>
/// <param name="Cost">How much.</param>
/// <param name="DryRun">Looks without taking.</param>
internal readonly record struct Check(ActivePolicy Policy, RateLimitSubject Subject, int Cost, bool DryRun = false)
{
    /// <summary>What the asker is told after this answer, which may be that there was none.</summary>
    public bool IsAllowedBy(BucketAnswer answer) => Policy.Policy.Shadow
        || (answer.IsAnswered ? answer.Decision.IsAdmitted : Policy.Policy.OnUnavailable == RateLimitOnUnavailable.Admit);
}

/// <summary>The answer to one check or to a list of them, for the OpenAPI document; <see cref="CheckWriter"/> writes it.</summary>
/// <param name="Results">In place of the other fields: the answers to a list, in its order.</param>
internal sealed record CheckAnswer(
    bool? Allowed = null,
    int? Limit = null,
    int? Remaining = null,
    long? ResetAfterMs = null,
    long? RetryAfterMs = null,
    bool? Unavailable = null,
    IReadOnlyList<CheckResponse>? Results = null);

/// <summary>The answer to one check.</summary>
/// <param name="Allowed">Whether the cost was taken, or for a dry run would be.</param>
/// <param name="Limit">Requests in a window.</param>
/// <param name="Remaining">What is left.</param>
/// <param name="ResetAfterMs">Until the bucket is full.</param>
/// <param name="RetryAfterMs">Until the same cost fits; 0 when allowed.</param>
/// <param name="Unavailable">True when the bucket did not answer and the policy decided without it.</param>
internal sealed record CheckResponse(bool Allowed, int Limit, int Remaining, long ResetAfterMs, long RetryAfterMs, bool? Unavailable = null);
