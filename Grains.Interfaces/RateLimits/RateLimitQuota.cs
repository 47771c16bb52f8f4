namespace Actors.RateLimits;

/// <summary>The numbers of a policy, as they travel with each call to a bucket, so that the bucket asks nobody.</summary>
/// <remarks>
/// A bucket goes by the highest <see cref="Version"/> that it has met: a caller whose copy of the policies is older gets the newer
/// numbers. What was used stays used when the numbers change, counted in requests.
/// </remarks>
/// <param name="Version">The version of the policy table in which these numbers came into force.</param>
/// <param name="Algorithm">How to count.</param>
/// <param name="Limit">Requests in a window, at least 1.</param>
/// <param name="Window">The window, in ticks of 100 ns, at least 1.</param>
/// <param name="Burst">The most that can be taken at once, at least 1; equal to <paramref name="Limit"/> for windows.</param>
[GenerateSerializer, Immutable, Alias("ratelimits.Quota")]
public sealed record RateLimitQuota(long Version, RateLimitAlgorithm Algorithm, int Limit, long Window, int Burst)
{
    /// <summary>Whether both count alike, whatever their versions.</summary>
    public bool CountsLike(RateLimitQuota other)
    {
        ArgumentNullException.ThrowIfNull(other);

        return Algorithm == other.Algorithm && Limit == other.Limit && Window == other.Window && Burst == other.Burst;
    }
}
