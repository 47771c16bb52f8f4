using System.Text.Json;
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

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task What_was_taken_after_a_save_that_was_stored_and_seemed_to_fail_is_not_forgotten()
    {
        var storage = new BucketStorage();
        await using var cluster = await StartAsync(storage);
        var bucket = BucketIn(cluster);
        await bucket.TakeAsync(Quota, 3);
        storage.LoseNextAnswer();
        await SaveAsync(cluster, storage);

        await bucket.TakeAsync(Quota, 2);
        await SaveAsync(cluster, storage);
        await cluster.DeactivateAsync(bucket);

        Assert.Equal(0, (await bucket.LookAsync(Quota, 1)).Remaining);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task What_was_taken_after_a_reset_that_was_stored_and_seemed_to_fail_is_not_forgotten()
    {
        var storage = new BucketStorage();
        await using var cluster = await StartAsync(storage);
        var bucket = BucketIn(cluster);
        await bucket.TakeAsync(Quota, 3);
        await cluster.DeactivateAsync(bucket);
        storage.LoseNextAnswer();
        await Assert.ThrowsAsync<StorageUnavailableException>(bucket.ResetAsync);

        await bucket.TakeAsync(Quota, 5);
        await SaveAsync(cluster, storage);
        await cluster.DeactivateAsync(bucket);

        Assert.Equal(0, (await bucket.LookAsync(Quota, 1)).Remaining);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task After_a_save_that_seemed_to_fail_what_another_activation_has_saved_is_not_written_over()
    {
        var storage = new BucketStorage();
        await using var cluster = await StartAsync(storage);
        var bucket = BucketIn(cluster);
        await bucket.TakeAsync(Quota, 1);
        storage.LoseNextAnswer();
        await SaveAsync(cluster, storage);
        await Eventually.IsAsync(() => storage.Rows.Count == 1, "the save");

        var now = cluster.Clock.GetUtcNow();
        var others = Bucket.Used(Quota, 5, now.UtcTicks).Save(now.UtcTicks, now);
        await storage.WriteAsAnotherAsync(bucket.GetGrainId(), others);
        await bucket.TakeAsync(Quota, 1);
        cluster.Clock.Advance(RateLimitGrain.SaveAfter);
        await Eventually.IsAsync(() => cluster.CountInMemoryAsync("ratelimit"), count => count == 0, "it gives way");

        Assert.Equal([others], storage.Rows);
        Assert.Equal(0, (await bucket.LookAsync(Quota, 1)).Remaining);
    }

    [Theory]
    [InlineData(RateLimitAlgorithm.Gcra)]
    [InlineData(RateLimitAlgorithm.FixedWindow)]
    [InlineData(RateLimitAlgorithm.SlidingWindow)]
    public void A_bucket_that_was_stored_is_known_again(RateLimitAlgorithm algorithm)
    {
        var (type, now) = (RateLimitStateJson.Default.RateLimitState, new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero).AddTicks(1));
        var stored = Bucket.Used(Quotas.Of(algorithm, 5, TimeSpan.FromDays(1)), 3, now.UtcTicks).Save(now.UtcTicks, now);

        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(stored, type), type)!;

        Assert.True(stored == read);
        Assert.False(stored == read with { Values = read.Values.SetItem(0, 4) });
        Assert.False(stored == read with { SavedAt = now.AddTicks(1) });
    }

    private static Task<GrainCluster> StartAsync(BucketStorage storage) =>
        GrainCluster.StartAsync(services: services => services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, storage));

    /// <summary>Moves to the next save, and waits until it has reached the store.</summary>
    private static async Task SaveAsync(GrainCluster cluster, BucketStorage storage)
    {
        var tried = storage.Tries;
        cluster.Clock.Advance(RateLimitGrain.SaveAfter);
        await Eventually.IsAsync(() => storage.Tries > tried, "a save");
    }

    private static IRateLimitGrain BucketIn(GrainCluster cluster) =>
        cluster.Grains.GetRateLimit("default", RateLimitSubject.Key(RateLimitScope.User, "unsaved"));

    /// <summary>Waits for something before it takes a bucket, or keeps to itself that it has taken one.</summary>
    private sealed class BucketStorage(Func<Task>? before = null) : IGrainStorage
    {
        private readonly TestStorage _storage = new();
        private int _tries;
        private int _silences;

        public int Tries => Volatile.Read(ref _tries);

        public IReadOnlyList<RateLimitState> Rows => [.. _storage.Rows<RateLimitState>("ratelimit").Select(row => row.State)];

        /// <summary>The next write or clearing of a bucket is stored and fails all the same.</summary>
        public void LoseNextAnswer() => Volatile.Write(ref _silences, 1);

        public async Task WriteAsAnotherAsync(GrainId bucket, RateLimitState state)
        {
            var row = new GrainState<RateLimitState>();
            await _storage.ReadStateAsync("ratelimit", bucket, row);
            row.State = state;
            await _storage.WriteStateAsync("ratelimit", bucket, row);
        }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            _storage.ReadStateAsync(stateName, grainId, grainState);

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (grainState.State is RateLimitState)
            {
                Interlocked.Increment(ref _tries);
                await (before?.Invoke() ?? Task.CompletedTask);
            }

            if (IsAnswerLost(grainState.State))
            {
                await LoseAsync(_storage.WriteStateAsync(stateName, grainId, Copy(grainState)));
            }

            await _storage.WriteStateAsync(stateName, grainId, grainState);
        }

        public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (IsAnswerLost(grainState.State))
            {
                await LoseAsync(_storage.ClearStateAsync(stateName, grainId, Copy(grainState)));
            }

            await _storage.ClearStateAsync(stateName, grainId, grainState);
        }

        private bool IsAnswerLost(object? state) => state is RateLimitState && Interlocked.Exchange(ref _silences, 0) == 1;

        /// <summary>Of a lost answer the grain's own ETag knows nothing.</summary>
        private static GrainState<T> Copy<T>(IGrainState<T> grainState) => new(grainState.State, grainState.ETag);

        private static async Task LoseAsync(Task stored)
        {
            await stored;
            throw new StorageUnavailableException("The answer was lost.");
        }
    }
}
