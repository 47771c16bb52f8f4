using Actors.Silo.Storage;
using Actors.Silo.Storage.Postgres;
using Actors.Storage;
using Actors.Testing;
using Actors.Tests.StoreHammer;

namespace Actors.Tests.Storage.Postgres;

/// <summary>Many writers, several silos, and a server that goes down among them.</summary>
public sealed class PostgresLoadTests(PostgresServer server) : IAsyncLifetime
{
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Ten_thousand_writers_at_once_share_eight_connections()
    {
        await using var store = await PostgresStores.OpenAsync(_database, options =>
        {
            options.Writers = 6;
            options.Readers = 2;
        });

        var first = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(n => store.WriteAsync($"{n}")));
        var second = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(n => store.WriteAsync($"{n}", """{"n":2}""", first[n].Version)));
        var read = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(n => store.ReadAsync($"{n}")));

        Assert.All(first.Concat(second), outcome => Assert.True(outcome.Stored));
        Assert.Equal(second.Select(outcome => outcome.Version), read.Select(state => (long?)state!.Version));
        await using var other = await PostgresStores.OtherAsync(_database);
        Assert.InRange((await other.QueryAsync<long>("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'actors'"))[0], 1, 8);
    }

    [Fact]
    public async Task Silos_that_write_the_same_rows_in_any_order_agree_on_one_winner_each()
    {
        await using var one = await PostgresStores.OpenAsync(_database);
        await using var two = await PostgresStores.OpenAsync(_database);
        var keys = Enumerable.Range(0, 300).Select(n => $"{n}").ToArray();
        var versions = new long?[keys.Length];

        for (var round = 0; round < 10; round++)
        {
            var ones = keys.Select((key, n) => one.WriteAsync(key, """{"by":1}""", versions[n])).ToArray();
            var twos = keys.Select((key, n) => (key, n)).Reverse().Select(x => two.WriteAsync(x.key, """{"by":2}""", versions[x.n])).Reverse().ToArray();
            var (a, b) = (await Task.WhenAll(ones), await Task.WhenAll(twos));

            for (var n = 0; n < keys.Length; n++)
            {
                Assert.True(a[n].Stored ^ b[n].Stored, $"round {round}, key {n}");
                versions[n] = a[n].Stored ? a[n].Version : b[n].Version;
            }
        }
    }

    [Fact]
    public async Task A_server_that_crashes_under_load_loses_nothing_that_it_acknowledged()
    {
        await using var own = new PostgresServer();
        await using var store = await PostgresStores.OpenAsync(await own.CreateDatabaseAsync());
        using var stop = new CancellationTokenSource();
        var counters = Enumerable.Range(0, 32).Select(n => new Counter(store, n)).ToArray();
        var writing = counters.Select(counter => counter.CountAsync(stop.Token)).ToArray();

        try
        {
            for (var round = 0; round < 2; round++)
            {
                await MoreAsync(counters, writing);
                await own.CrashAsync();
                await own.StartAsync();
            }

            await MoreAsync(counters, writing);
        }
        finally
        {
            await stop.CancelAsync();
        }

        await Task.WhenAll(writing);

        foreach (var counter in counters)
        {
            await counter.CheckAsync();
        }
    }

    /// <summary>Waits for more acknowledgements of every counter; one that has failed says why.</summary>
    private static async Task MoreAsync(Counter[] counters, Task[] writing)
    {
        var more = Task.WhenAll(counters.Select(counter => counter.MoreAsync(20)));
        await await Task.WhenAny([more, .. writing]).WaitAsync(Eventually.Patience);
        Assert.True(more.IsCompletedSuccessfully, "A counter has ended too early.");
    }

    /// <summary>Counts up a state as long as it lasts, reading it again whenever the outcome of a write is unknown.</summary>
    private sealed class Counter(PostgresStore store, int number)
    {
        private readonly StateKey _key = Hammer.Key(number);
        private readonly Lock _lock = new();
        private long _acknowledged;
        private (long At, TaskCompletionSource Reached)? _goal;

        public async Task CountAsync(CancellationToken cancellationToken)
        {
            var (count, version) = (0L, (long?)null);
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    var outcome = await store.States.WriteAsync(Hammer.Write(_key, count + 1, version));
                    Assert.True(outcome.Stored);
                    (count, version) = (count + 1, outcome.Version);
                    Acknowledge(count);
                }
                catch (StorageUnavailableException)
                {
                    (count, version) = await ReadAgainAsync(cancellationToken);
                }
            }
        }

        /// <summary>Waits for that many more acknowledgements.</summary>
        public Task MoreAsync(int writes)
        {
            lock (_lock)
            {
                _goal = (_acknowledged + writes, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                return _goal.Value.Reached.Task;
            }
        }

        public async Task CheckAsync()
        {
            var stored = await store.States.ReadAsync(_key);
            var entries = await store.Events.ReadChainAsync(_key.GrainKey, 0, int.MaxValue);

            Assert.Equal(_acknowledged, Hammer.Count(stored!));
            Assert.Equal(Enumerable.Range(1, (int)_acknowledged).Select(n => (long)n), entries.Select(entry => entry.Sequence));
        }

        private void Acknowledge(long count)
        {
            lock (_lock)
            {
                _acknowledged = count;
                if (_goal is { } goal && count >= goal.At)
                {
                    goal.Reached.TrySetResult();
                }
            }
        }

        private async Task<(long Count, long? Version)> ReadAgainAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                try
                {
                    var stored = await store.States.ReadAsync(_key);
                    var count = stored is null ? 0 : Hammer.Count(stored);
                    Assert.InRange(count, _acknowledged, _acknowledged + 1);
                    Acknowledge(count);
                    return (count, stored?.Version);
                }
                catch (StorageUnavailableException) when (!cancellationToken.IsCancellationRequested)
                {
                    await Eventually.PauseAsync();
                }
            }
        }
    }
}
