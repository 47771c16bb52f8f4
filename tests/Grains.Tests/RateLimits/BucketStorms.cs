using Actors.RateLimits;

namespace Actors.Tests.RateLimits;

internal static class BucketStorms
{
    /// <summary>Sends all requests before it awaits one, from all threads; answers how many were admitted.</summary>
    public static async Task<int> TakeAtOnceAsync(IRateLimitGrain bucket, RateLimitQuota quota, int requests)
    {
        var calls = new Task<RateLimitDecision>[requests];
        Parallel.For(0, requests, i => calls[i] = bucket.TakeAsync(quota, 1).AsTask());
        return (await Task.WhenAll(calls)).Count(decision => decision.IsAdmitted);
    }

    /// <summary>Takes one after the other until one is refused.</summary>
    public static async Task<int> TakeAllAsync(IRateLimitGrain bucket, RateLimitQuota quota)
    {
        var admitted = 0;

        while ((await bucket.TakeAsync(quota, 1)).IsAdmitted)
        {
            admitted++;
        }

        return admitted;
    }
}
