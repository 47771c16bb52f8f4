using System.Collections.Immutable;
using Actors.RateLimits;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.RateLimits;

public sealed class RateLimitSweepTests : IAsyncLifetime
{
    private static readonly RateLimitQuota Slow = Quotas.Gcra(10, TimeSpan.FromHours(1));

    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task What_a_bucket_has_stored_goes_once_it_is_full_and_nobody_asks_it_any_more()
    {
        var bucket = _cluster.Grains.GetRateLimit("slow", RateLimitSubject.User("usr_1"));
        await bucket.TakeAsync(Slow, 10);
        await _cluster.DeactivateAsync(bucket);
        Assert.Equal(["slow/user:usr_1"], _cluster.Storage.Stored("ratelimit"));

        // Half full: what it has counted must stay.
        _cluster.Clock.Advance(TimeSpan.FromMinutes(30));
        await bucket.SettleAsync();
        Assert.Equal(5, (await bucket.LookAsync(Slow, 1)).Remaining);
        Assert.NotEmpty(_cluster.Storage.Stored("ratelimit"));

        await _cluster.DeactivateAsync(bucket);
        _cluster.Clock.Advance(TimeSpan.FromMinutes(31));
        using var sweeper = new RateLimitSweeper(_cluster.Storage, _cluster.Grains, _cluster.Clock, NullLogger<RateLimitSweeper>.Instance);

        // The silo's own sweeper may be at it in the same moment, and one of the two loses the row: then the next round does it.
        for (var round = 0; round < 100 && _cluster.Storage.Stored("ratelimit").Count > 0; round++)
        {
            await sweeper.SweepAsync(CancellationToken.None);
        }

        Assert.Empty(_cluster.Storage.Stored("ratelimit"));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_bucket_that_only_the_sweep_asks_does_not_stay_in_memory()
    {
        var bucket = _cluster.Grains.GetRateLimit("slow", RateLimitSubject.User("usr_1"));
        await bucket.TakeAsync(Slow, 10);
        await _cluster.DeactivateAsync(bucket);

        // The clock stands, so that no timer takes it out.
        await bucket.SettleAsync();
        await Eventually.IsAsync(() => _cluster.CountInMemoryAsync("ratelimit"), count => count == 0, "the bucket leaves memory");

        Assert.Equal(["slow/user:usr_1"], _cluster.Storage.Stored("ratelimit"));
        Assert.Equal(0, (await bucket.LookAsync(Slow, 1)).Remaining);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_bucket_that_somebody_uses_stays_in_memory_after_a_sweep()
    {
        var bucket = _cluster.Grains.GetRateLimit("slow", RateLimitSubject.User("usr_1"));
        var taken = await bucket.TakeAsync(Slow, 10);

        await bucket.SettleAsync();
        // The receipt of another activation would give nothing back.
        await bucket.RefundAsync(taken.Receipt);

        Assert.Equal(10, (await bucket.LookAsync(Slow, 1)).Remaining);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_bucket_that_cannot_be_cleared_away_now_holds_up_no_other()
    {
        await using var cluster = await GrainCluster.StartAsync(
            services: services => services.Remove(services.Single(service => service.ImplementationType == typeof(RateLimitSweeper))));

        foreach (var user in new[] { "usr_1", "usr_2" })
        {
            var bucket = cluster.Grains.GetRateLimit("slow", RateLimitSubject.User(user));
            await bucket.TakeAsync(Slow, 10);
            await cluster.DeactivateAsync(bucket);
        }

        cluster.Clock.Advance(TimeSpan.FromHours(1));
        using var sweeper = new RateLimitSweeper(cluster.Storage, cluster.Grains, cluster.Clock, NullLogger<RateLimitSweeper>.Instance);
        cluster.Storage.FailNextWrite();
        await sweeper.SweepAsync(CancellationToken.None);

        Assert.Equal(["slow/user:usr_1"], cluster.Storage.Stored("ratelimit"));
        await sweeper.SweepAsync(CancellationToken.None);
        Assert.Empty(cluster.Storage.Stored("ratelimit"));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_look_that_the_store_breaks_off_ends_its_round_alone()
    {
        var (keys, clock) = (new BrokenOffKeys(), new ManualClock());
        using var sweeper = new RateLimitSweeper(keys, _cluster.Grains, clock, NullLogger<RateLimitSweeper>.Instance);
        await sweeper.StartAsync(CancellationToken.None);
        await clock.TimerSetAsync(RateLimitSweeper.Interval);

        for (var round = 1; round <= 2; round++)
        {
            clock.Advance(RateLimitSweeper.Interval);
            await Eventually.IsAsync(() => keys.Looks == round, $"round {round}");
        }

        await sweeper.StopAsync(CancellationToken.None);
    }

    private sealed class BrokenOffKeys : IStateKeys
    {
        private int _looks;

        public int Looks => Volatile.Read(ref _looks);

        public Task<ImmutableArray<string>> ListAsync(string grainType, DateTimeOffset writtenBefore, string? after, int limit)
        {
            Interlocked.Increment(ref _looks);
            return Task.FromException<ImmutableArray<string>>(new TaskCanceledException());
        }
    }
}
