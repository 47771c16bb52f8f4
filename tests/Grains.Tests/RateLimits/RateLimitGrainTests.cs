using Actors.RateLimits;
using Actors.Testing;

namespace Actors.Tests.RateLimits;

/// <summary>These move the clock, so each has a cluster of its own.</summary>
public sealed class RateLimitGrainTests : IAsyncLifetime
{
    private const int Limit = 100;

    private static readonly RateLimitQuota Quota = Quotas.Gcra(Limit, TimeSpan.FromMinutes(1));
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task Of_ten_thousand_at_once_exactly_the_limit_is_admitted()
    {
        var bucket = Bucket("storm");

        Assert.Equal(Limit, await TakeAtOnceAsync(bucket, 10_000));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_look_takes_nothing()
    {
        var bucket = Bucket("looked");

        Assert.Equal(Limit, (await bucket.LookAsync(Quota, 1)).Remaining);
        Assert.Equal(Limit - 1, (await bucket.TakeAsync(Quota, 1)).Remaining);
        Assert.Equal(Limit - 1, (await bucket.LookAsync(Quota, 1)).Remaining);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_take_is_given_back()
    {
        var bucket = Bucket("refunded");
        var decision = await bucket.TakeAsync(Quota, 40);

        await bucket.RefundAsync(decision.Receipt);

        Assert.Equal(Limit, (await bucket.LookAsync(Quota, 1)).Remaining);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task The_receipt_of_another_activation_gives_nothing_back()
    {
        var bucket = Bucket("foreign");
        var decision = await bucket.TakeAsync(Quota, 40);

        await bucket.RefundAsync(decision.Receipt with { Activation = decision.Receipt.Activation + 1 });

        Assert.Equal(60, (await bucket.LookAsync(Quota, 1)).Remaining);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task The_newest_numbers_count_whoever_asks()
    {
        var bucket = Bucket("versions");
        await bucket.TakeAsync(Quota, 10);

        Assert.Equal(10, (await bucket.TakeAsync(Quotas.Gcra(20, TimeSpan.FromMinutes(1), version: 2), 1)).Remaining + 1);
        Assert.Equal(20, (await bucket.LookAsync(Quota, 1)).Limit);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_change_is_stored_within_a_second_and_at_most_once_in_it()
    {
        var bucket = Bucket("saved");
        var writes = _cluster.Storage.Writes;

        for (var i = 0; i < 50; i++)
        {
            await bucket.TakeAsync(Quota, 1);
        }

        Assert.Empty(_cluster.Storage.Stored("ratelimit"));
        _cluster.Clock.Advance(OneSecond);
        await UntilAsync(bucket, () => _cluster.Storage.Stored("ratelimit").Count == 1);

        Assert.Equal(["mine/key:saved"], _cluster.Storage.Stored("ratelimit"));
        Assert.Equal(writes + 1, _cluster.Storage.Writes);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_bucket_that_is_full_again_has_no_row_and_leaves_memory()
    {
        var bucket = Bucket("cleared");
        await bucket.TakeAsync(Quota, 10);
        _cluster.Clock.Advance(OneSecond);
        await UntilAsync(bucket, () => _cluster.Storage.Stored("ratelimit").Count == 1, look: false);

        await AdvanceUntilAsync(() => Task.FromResult(_cluster.Storage.Stored("ratelimit").Count == 0));
        await AdvanceUntilAsync(async () => await _cluster.CountInMemoryAsync("ratelimit") == 0);
    }

    [Theory(Timeout = Eventually.PatienceInMilliseconds)]
    [InlineData(Limit)]
    [InlineData(60)]
    public async Task A_bucket_that_refills_within_a_second_is_never_stored(int limit)
    {
        var bucket = Bucket("brief");
        var writes = _cluster.Storage.Writes;
        await bucket.TakeAsync(Quotas.Gcra(limit, TimeSpan.FromMinutes(1)), 1);

        await AdvanceUntilAsync(async () => await _cluster.CountInMemoryAsync("ratelimit") == 0);

        Assert.Equal(writes, _cluster.Storage.Writes);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_reset_bucket_is_full_and_its_row_is_gone_when_that_is_answered()
    {
        var bucket = Bucket("reset");
        await bucket.TakeAsync(Quota, 60);
        _cluster.Clock.Advance(OneSecond);
        await UntilAsync(bucket, () => _cluster.Storage.Stored("ratelimit").Count == 1);

        await bucket.ResetAsync();

        Assert.Empty(_cluster.Storage.Stored("ratelimit"));
        Assert.Equal(Limit, (await bucket.LookAsync(Quota, 1)).Remaining);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_store_that_fails_stops_no_request_and_is_tried_again()
    {
        var bucket = Bucket("unsaved");
        await bucket.TakeAsync(Quota, 60);
        _cluster.Storage.FailNextWrite();
        var writes = _cluster.Storage.Writes;

        _cluster.Clock.Advance(OneSecond);
        await UntilAsync(bucket, () => _cluster.Storage.Writes == writes + 1);
        Assert.Equal(RateLimitOutcome.Admitted, (await bucket.TakeAsync(Quota, 1)).Outcome);

        await AdvanceUntilAsync(() => Task.FromResult(_cluster.Storage.Stored("ratelimit").Count == 1));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_clock_that_is_set_back_changes_no_bucket()
    {
        // The monotonic clock of the test steps back with it, which a real one never does.
        var bucket = Bucket("backwards");
        await bucket.TakeAsync(Quota, 60);
        var now = _cluster.Clock.GetUtcNow();

        _cluster.Clock.Set(now - TimeSpan.FromHours(1));
        Assert.Equal(40, (await bucket.LookAsync(Quota, 1)).Remaining);

        _cluster.Clock.Set(now);
        Assert.Equal(40, (await bucket.LookAsync(Quota, 1)).Remaining);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task Who_was_busy_and_who_was_refused_is_known_a_second_later()
    {
        await TakeAtOnceAsync(Bucket("busy"), 250);
        await TakeAtOnceAsync(Bucket("calm"), 3);

        RateLimitRanking? ranking = null;
        await AdvanceUntilAsync(
            async () =>
            {
                ranking = await _cluster.Grains.GetRateLimitActivity("mine").GetAsync(10);
                return ranking.Busiest.Length == 2;
            });

        Assert.Equal([new RateLimitRank("key:busy", 250, 0), new RateLimitRank("key:calm", 3, 0)], ranking!.Busiest);
        Assert.Equal([new RateLimitRank("key:busy", 150, 0)], ranking.MostRefused);
    }

    private IRateLimitGrain Bucket(string key) =>
        _cluster.Grains.GetRateLimit("mine", RateLimitSubject.Key(RateLimitScope.User, key));

    private static Task<int> TakeAtOnceAsync(IRateLimitGrain bucket, int requests) => BucketStorms.TakeAtOnceAsync(bucket, Quota, requests);

    /// <summary>Waits for what a turn of the bucket does behind the scenes.</summary>
    private static Task UntilAsync(IRateLimitGrain bucket, Func<bool> holds, bool look = true) => Eventually.IsAsync(
        async () =>
        {
            if (look && !holds())
            {
                await bucket.LookAsync(Quota, 1);
            }

            return holds();
        },
        "what a turn of the bucket does");

    /// <summary>Moves the clock in small steps until something holds that a timer of the bucket does.</summary>
    private Task AdvanceUntilAsync(Func<Task<bool>> holds) => Eventually.IsAsync(
        async () =>
        {
            var holdsNow = await holds();

            if (!holdsNow)
            {
                _cluster.Clock.Advance(TimeSpan.FromMilliseconds(100));
            }

            return holdsNow;
        },
        "what a timer of the bucket does");
}
