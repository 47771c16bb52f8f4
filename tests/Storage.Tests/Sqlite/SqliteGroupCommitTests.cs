using System.Diagnostics.Metrics;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Storage.Sqlite;

public sealed class SqliteGroupCommitTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Writes_that_wait_together_are_committed_together()
    {
        using var metrics = new StorageMetrics();
        var batches = new List<int>();
        using var listener = Listen(metrics, batches);
        await using (var store = new SqliteStore(
            new StorageOptions { Directory = _directory.Path, MaxBatch = 60 }, TimeProvider.System, metrics, NullLogger<SqliteStore>.Instance))
        {
            await store.OpenAsync(CancellationToken.None);
            using var other = SqliteStores.Other(_directory.Path);
            other.Execute("BEGIN IMMEDIATE");
            var writes = Enumerable.Range(0, 100).Select(n => store.WriteAsync($"{n}")).ToArray();

            other.Execute("ROLLBACK");
            await Task.WhenAll(writes);
        }

        // Either the first one went ahead alone, or sixty at once did; nobody waited for a turn of his own.
        Assert.Equal(100, batches.Sum());
        Assert.InRange(batches.Count, 2, 3);
        Assert.All(batches, size => Assert.InRange(size, 1, 60));
    }

    [Fact]
    public void A_commit_is_on_the_disk_before_it_is_answered()
    {
        using var database = SqliteStores.Other(_directory.Path);
        using var journal = database.Prepare("PRAGMA journal_mode");

        Assert.Equal(["wal"], journal.ReadAll(row => row.Text(0)));
        Assert.Equal(2, database.ReadNumber("PRAGMA synchronous"));
    }

    private static MeterListener Listen(StorageMetrics metrics, List<int> batches)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (metrics.Owns(instrument) && instrument.Name == "actors.storage.batch.size")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, size, _, _) => batches.Add(size));
        listener.Start();
        return listener;
    }
}
