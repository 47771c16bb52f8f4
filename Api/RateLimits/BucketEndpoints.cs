using System.Collections.Immutable;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.RateLimits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.RateLimits;

/// <summary>Single buckets, for administrators.</summary>
internal static class BucketEndpoints
{
    private const string TwoMeanings =
        "Under a tier a key is both whom the service's own endpoints count (with or without its prefix: ip:, user:, api_key:, account:) "
        + "and what a check named; after key: it is the latter alone.";

    public static IEndpointRouteBuilder MapRateLimitBuckets(this IEndpointRouteBuilder routes)
    {
        var buckets = routes.MapGroup("/api/v1/admin/ratelimits/buckets").WithTags("Rate limits");

        // A key may have slashes: an IPv6 network has.
        buckets.MapGet("/{policy}/{**key}", GetAsync).RequireAdmin().WithSummary("Look into a bucket")
            .WithDescription(TwoMeanings + " Of several buckets the one with the least left is shown.").FailsWith(ErrorCodes.NotFound);
        buckets.MapDelete("/{policy}/{**key}", ResetAsync).RequireAdmin().WithSummary("Make a bucket full")
            .WithDescription(TwoMeanings + " All of them are made full.").FailsWith(ErrorCodes.NotFound);

        return routes;
    }

    private static async Task<Results<Ok<BucketResponse>, Problem>> GetAsync(
        HttpContext context, string policy, string? key, PolicyCache cache, IGrainFactory grains)
    {
        if (await FindAsync(context, policy, key, cache) is not var (active, subjects))
        {
            return new Problem(ErrorCodes.NotFound);
        }

        var looks = await Task.WhenAll(subjects.Select(subject => grains.GetRateLimit(policy, subject).LookAsync(active.Quota, 1).AsTask()));
        var (found, decision) = subjects.Zip(looks).MinBy(look => look.Second.Remaining);
        return TypedResults.Ok(BucketResponse.Of(active, found, decision));
    }

    private static async Task<Results<NoContent, Problem>> ResetAsync(
        HttpContext context, string policy, string? key, Origin origin, PolicyCache cache, IGrainFactory grains)
    {
        if (await FindAsync(context, policy, key, cache) is not var (_, subjects))
        {
            return new Problem(ErrorCodes.NotFound);
        }

        foreach (var subject in subjects)
        {
            // The audit log first: a reset that nobody is told of would be worse than one that is told of and fails.
            if (!await grains.GetRateLimitPolicies().TellResetAsync(policy, subject.Text, origin))
            {
                return new Problem(ErrorCodes.NotFound);
            }

            await grains.GetRateLimit(policy, subject).ResetAsync();
        }

        return TypedResults.NoContent();
    }

    private static async ValueTask<(ActivePolicy Policy, ImmutableArray<RateLimitSubject> Subjects)?> FindAsync(
        HttpContext context, string policy, string? key, PolicyCache cache)
    {
        if (cache.Find(policy) is null)
        {
            // Made on another node a moment ago, perhaps.
            await cache.RefreshAsync();
        }

        return cache.Find(policy) is { } active && !string.IsNullOrEmpty(key)
            ? (active, RateLimitSubject.Meant(active.Policy, SentKey.Of(context, key)))
            : null;
    }
}

/// <param name="Policy">The policy's name.</param>
/// <param name="Key">The key in its normal form.</param>
/// <param name="Limit">Requests in a window.</param>
/// <param name="Remaining">What is left now.</param>
/// <param name="ResetAfterMs">Until the bucket is full.</param>
/// <param name="RetryAfterMs">Until one more request fits; 0 when it does.</param>
internal sealed record BucketResponse(string Policy, string Key, int Limit, int Remaining, long ResetAfterMs, long RetryAfterMs)
{
    public static BucketResponse Of(ActivePolicy policy, RateLimitSubject subject, RateLimitDecision decision) => new(
        policy.Name,
        subject.Text,
        policy.Policy.Limit,
        decision.Remaining,
        Milliseconds.RoundedUp(decision.ResetAfter),
        Milliseconds.RoundedUp(decision.RetryAfter));
}
