using Actors.RateLimits;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Actors.Tests.RateLimits;

public sealed class UnsavedBucketTests
{
    private static readonly RateLimitQuota Quota = Quotas.Gcra(5, TimeSpan.FromDays(1));

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_bucket_that_cannot_be_saved_stays_in_memory_however_long_nobody_asks_it()
    {
        var idling = new ManualClock();
        var storage = new FullStorage();
        await using var cluster = await GrainCluster.StartAsync(services: services => services
            .AddKeyedSingleton<TimeProvider>(TimeProviderNames.ActivationManagement, idling)
            .AddKeyedSingleton<IGrainStorage>(StorageNames.Default, storage));
        var bucket = cluster.Grains.GetRateLimit("default", RateLimitSubject.Key(RateLimitScope.User, "unsaved"));
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

    /// <summary>It takes no bucket.</summary>
    private sealed class FullStorage : IGrainStorage
    {
        private readonly TestStorage _storage = new();
        private int _tries;

        public int Tries => Volatile.Read(ref _tries);

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            _storage.ReadStateAsync(stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (grainState.State is not RateLimitState)
            {
                return _storage.WriteStateAsync(stateName, grainId, grainState);
            }

            Interlocked.Increment(ref _tries);
            return Task.FromException(new StorageUnavailableException("The disk is full."));
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            _storage.ClearStateAsync(stateName, grainId, grainState);
    }
}
