using Actors.RateLimits;
using Actors.Testing;

namespace Actors.Tests.RateLimits;

public sealed class RateLimitClusterTests : IAsyncLifetime
{
    private const int Limit = 100;

    private static readonly RateLimitQuota Quota = Quotas.Gcra(Limit, TimeSpan.FromMinutes(1));

    private static readonly RequestOrigin Admin = new("request-1", "203.0.113.9", "test", "usr_admin");

    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync(silos: 3);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task Of_ten_thousand_at_once_on_three_silos_exactly_the_limit_is_admitted()
    {
        // A third of the requests enters at each silo.
        var entries = _cluster.Silos.Select(silo => Bucket("storm", (IGrainFactory)silo.ServiceProvider.GetService(typeof(IGrainFactory))!)).ToArray();
        var calls = new Task<RateLimitDecision>[10_000];
        Parallel.For(0, calls.Length, i => calls[i] = entries[i % 3].TakeAsync(Quota, 1).AsTask());

        Assert.Equal(Limit, (await Task.WhenAll(calls)).Count(decision => decision.IsAdmitted));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_killed_silo_forgets_what_its_buckets_admitted_in_the_last_second_and_no_more()
    {
        const int Saved = 60;
        const int Unsaved = 25;
        var bucket = Bucket("killed", _cluster.Grains);

        Assert.True((await bucket.TakeAsync(Quota, Saved)).IsAdmitted);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.IsAsync(() => _cluster.Storage.Stored("ratelimit").Count > 0, "the bucket is stored");

        var refilled = (await bucket.LookAsync(Quota, 1)).Remaining - (Limit - Saved);
        Assert.True((await bucket.TakeAsync(Quota, Unsaved)).IsAdmitted);
        await _cluster.KillHostOfAsync(bucket);
        var admitted = await BucketStorms.TakeAllAsync(bucket, Quota);

        Assert.Equal(1, refilled);
        Assert.Equal(Limit + refilled - Saved, admitted);
        Assert.Equal(Limit + refilled + Unsaved, Saved + Unsaved + admitted);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_killed_silo_forgets_no_more_when_the_bucket_waited_for_something_else_as_it_was_taken_from()
    {
        var bucket = Bucket("waiting", _cluster.Grains);
        Assert.True((await bucket.TakeAsync(Quota, 60)).IsAdmitted);
        _cluster.Clock.Advance(RateLimitGrain.SaveAfter);
        // It has been saved, and is to be woken when it is full: 60 requests are 36 s.
        await _cluster.Clock.TimerSetAsync(TimeSpan.FromSeconds(36) - RateLimitGrain.SaveAfter);

        Assert.True((await bucket.TakeAsync(Quota, 25)).IsAdmitted);
        _cluster.Clock.Advance(RateLimitGrain.SaveAfter);
        await Eventually.IsAsync(
            () => _cluster.Storage.Rows<RateLimitState>("ratelimit").Single().State.SavedAt == _cluster.Clock.GetUtcNow(), "the bucket is stored again");
        await _cluster.KillHostOfAsync(bucket);

        // In 1.5 s two and a half come back.
        Assert.Equal(Limit - 60 - 25 + 2, await BucketStorms.TakeAllAsync(bucket, Quota));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_silo_that_stops_in_order_forgets_nothing()
    {
        var bucket = Bucket("stopped", _cluster.Grains);
        await bucket.TakeAsync(Quota, 60);

        await (await _cluster.HostOfAsync(bucket)).StopSiloAsync(stopGracefully: true);

        Assert.Equal(40, (await bucket.LookAsync(Quota, 1)).Remaining);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_change_of_a_policy_is_seen_from_every_silo()
    {
        var policies = _cluster.Silos
            .Select(silo => ((IGrainFactory)silo.ServiceProvider.GetService(typeof(IGrainFactory))!).GetRateLimitPolicies())
            .ToArray();
        var before = (await policies[0].GetAsync(0))!;

        await policies[1].SetAsync(before.Policies["auth"] with { Limit = 3, Burst = 3 }, Admin);
        var after = (await policies[2].GetAsync(before.Version))!;

        Assert.Equal(3, after.Policies["auth"].Limit);
        Assert.Equal(after.Version, after.Policies["auth"].Version);
        Assert.Null(await policies[0].GetAsync(after.Version));
    }

    private static IRateLimitGrain Bucket(string key, IGrainFactory grains) =>
        grains.GetRateLimit("mine", RateLimitSubject.Key(RateLimitScope.User, key));
}
