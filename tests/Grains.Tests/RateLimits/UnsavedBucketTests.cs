using Actors.RateLimits;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Actors.Tests.RateLimits;

/// <summary>What becomes of buckets while the store does not take them.</summary>
public sealed class UnsavedBucketTests
{
    private static readonly RateLimitQuota Quota = Quotas.Gcra(5, TimeSpan.FromDays(1));

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_bucket_that_cannot_be_saved_stays_in_memory_however_long_nobody_asks_it()
    {
        var idling = new ManualClock();
        var storage = new BucketStorage(static () => Task.FromException(new StorageUnavailableException("The disk is full.")));
        await using var cluster = await GrainCluster.StartAsync(services: services => services
            .AddKeyedSingleton<TimeProvider>(TimeProviderNames.ActivationManagement, idling)
            .AddKeyedSingleton<IGrainStorage>(StorageNames.Default, storage));
        var bucket = BucketIn(cluster);
        Assert.True((await bucket.TakeAsync(Quota, 5)).IsAdmitted);

        // The age at which a bucket that nobody asks leaves memory.
        for (var minute = 1; minute <= 2; minute++)
        {
            var tried = storage.Tries;
            idling.Advance(TimeSpan.FromMinutes(1));
            await Eventually.IsAsync(
                () =>
                {
                    cluster.Clock.Advance(RateLimitGrain.SaveAfter);
                    return storage.Tries > tried;
                },
                "another try to save it");
        }

        Assert.Equal(0, (await bucket.LookAsync(Quota, 1)).Remaining);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task However_long_a_save_takes_one_more_stores_all_that_was_taken_meanwhile()
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var storage = new BucketStorage(() => answered.Task);
        await using var cluster = await GrainCluster.StartAsync(services: services => services
            .AddKeyedSingleton<IGrainStorage>(StorageNames.Default, storage));
        var bucket = BucketIn(cluster);
        await bucket.TakeAsync(Quota, 1);
        cluster.Clock.Advance(RateLimitGrain.SaveAfter);
        await Eventually.IsAsync(() => storage.Tries == 1, "the first save");

        for (var taken = 1; taken < 5; taken++)
        {
            await bucket.TakeAsync(Quota, 1);
            cluster.Clock.Advance(RateLimitGrain.SaveAfter);
        }

        // It comes behind all that has been set off; so does the end, which waits for it.
        await bucket.LookAsync(Quota, 1);
        answered.SetResult();
        await cluster.DeactivateAsync(bucket);

        Assert.Equal(2, storage.Tries);
        Assert.Equal(0, (await bucket.LookAsync(Quota, 1)).Remaining);
    }

    private static IRateLimitGrain BucketIn(GrainCluster cluster) =>
        cluster.Grains.GetRateLimit("default", RateLimitSubject.Key(RateLimitScope.User, "unsaved"));

    /// <summary>Waits for something before it takes a bucket.</summary>
    private sealed class BucketStorage(Func<Task> before) : IGrainStorage
    {
        private readonly TestStorage _storage = new();
        private int _tries;

        public int Tries => Volatile.Read(ref _tries);

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            _storage.ReadStateAsync(stateName, grainId, grainState);

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (grainState.State is RateLimitState)
            {
                Interlocked.Increment(ref _tries);
                await before();
            }

            await _storage.WriteStateAsync(stateName, grainId, grainState);
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            _storage.ClearStateAsync(stateName, grainId, grainState);
    }
}
