using Actors.RateLimits;
using Actors.Testing;

namespace Actors.Tests.RateLimits;

/// <summary>An attack from many addresses, in small; <c>./actors bench RateLimitBench million</c> runs it in full.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class BucketMemoryTests
{
    private const int AddressesInAll = 1_000_000;
    private const long Gibibyte = 1L << 30;

    private static readonly TimeSpan Attack = TimeSpan.FromMinutes(5);
    private static readonly RateLimitQuota Auth = RateLimitTiers.All.Single(tier => tier.Name == RateLimitTiers.Auth).ToQuota();

    [Fact(Timeout = 120_000)]
    public async Task A_million_addresses_in_five_minutes_stay_far_below_a_gibibyte()
    {
        await using var cluster = await GrainCluster.StartAsync();
        await AskAsync(cluster, "warm-up", 100);

        // What the tests before it left behind may go meanwhile, and then a bucket seems to take less than it does: the most counts.
        var perBucket = Math.Max(await BytesAsync(cluster, "one"), Math.Max(await BytesAsync(cluster, "two"), await BytesAsync(cluster, "three")));

        // A bucket asked once is full again after 6 s, stays until 10 s after its request, and leaves when its timer comes: 12 s at most.
        var atOnce = AddressesInAll / Attack.TotalSeconds * 12;
        Assert.InRange(perBucket * atOnce, 1, Gibibyte / 4.0);
    }

    private static async Task<double> BytesAsync(GrainCluster cluster, string prefix)
    {
        const int Keys = 10_000;
        var before = ProcessMemory.Settled();
        await AskAsync(cluster, prefix, Keys);
        return (double)(ProcessMemory.Settled() - before) / Keys;
    }

    private static Task<RateLimitDecision[]> AskAsync(GrainCluster cluster, string prefix, int keys) => Task.WhenAll(Enumerable.Range(0, keys).Select(i =>
        cluster.Grains.GetRateLimit("auth", RateLimitSubject.Key(RateLimitScope.User, $"{prefix}-{i}")).TakeAsync(Auth, 1).AsTask()));
}
