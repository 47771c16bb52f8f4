using Actors.Silo.Storage.Sqlite;
using Actors.Storage;
using Actors.Testing;

namespace Actors.Tests.Storage.Sqlite;

/// <summary>While the database cannot be used, callers hear so, and nothing that was acknowledged is lost.</summary>
public sealed class SqliteOutageTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_lock_of_another_program_refuses_writes_lets_reads_through_and_passes()
    {
        await using var store = await SqliteStores.OpenAsync(_directory.Path);
        var before = await store.WriteAsync("a", """{"n":1}""");
        using var other = SqliteStores.Other(_directory.Path);
        other.Execute("BEGIN IMMEDIATE");

        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.WriteAsync("a", """{"n":2}""", before.Version));
        Assert.Equal($"'{SqliteStores.DatabasePath(_directory.Path)}' is locked by another program.", error.Message);
        Assert.Equal(before.Version, (await store.ReadAsync("a"))!.Version);

        other.Execute("ROLLBACK");
        Assert.True((await store.WriteAsync("a", """{"n":2}""", before.Version)).Stored);
    }

    [Fact]
    public async Task More_waiting_writes_than_the_bound_are_refused_at_once()
    {
        await using var store = await SqliteStores.OpenAsync(_directory.Path, options =>
        {
            options.MaxQueue = 4;
            options.MaxBatch = 1;
            options.BusyTimeout = TimeSpan.FromSeconds(30);
        });
        using var other = SqliteStores.Other(_directory.Path);
        other.Execute("BEGIN IMMEDIATE");

        // One is in the writer's hands, four wait, the sixth is one too many.
        var writes = new List<Task>();
        StorageUnavailableException? refused = null;
        while (refused is null)
        {
            try
            {
                writes.Add(store.WriteAsync($"{writes.Count}"));
            }
            catch (StorageUnavailableException e)
            {
                refused = e;
            }
        }

        Assert.InRange(writes.Count, 4, 5);
        Assert.Equal("4 operations wait for the store already.", refused.Message);
        other.Execute("ROLLBACK");
        await Task.WhenAll(writes);
    }

    [Fact]
    public async Task A_full_disk_refuses_writes_and_loses_none_that_was_acknowledged()
    {
        using var disk = SmallDisk.Mount();
        var acknowledged = new List<string>();
        var store = await SqliteStores.OpenAsync(disk.Path);
        await using (store)
        {
            var payload = $$"""{"text":"{{new string('x', 3_000)}}"}""";
            StorageUnavailableException? full = null;

            for (var n = 0; full is null; n++)
            {
                try
                {
                    await store.WriteAsync($"{n}", payload);
                    acknowledged.Add($"{n}");
                }
                catch (StorageUnavailableException e)
                {
                    full = e;
                }
            }

            Assert.Equal($"The disk with '{SqliteStores.DatabasePath(disk.Path)}' is full.", full.Message);
            await AssertStoredAsync(store, acknowledged);

            disk.Grow();
            Assert.True((await store.WriteAsync("room again")).Stored);
            acknowledged.Add("room again");
        }

        await using var again = await SqliteStores.OpenAsync(disk.Path);
        await AssertStoredAsync(again, acknowledged);
    }

    [Fact]
    public async Task A_damaged_database_is_reported_as_damaged()
    {
        await using (var store = await SqliteStores.OpenAsync(_directory.Path))
        {
            await store.WriteAsync("a");
        }

        Damage(_directory.Path);

        await using var damaged = await SqliteStores.OpenAsync(_directory.Path);
        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => damaged.ReadAsync("a"));
        Assert.EndsWith("is not a database or is damaged: restore a backup.", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => damaged.WriteAsync("b"));
    }

    [Fact]
    public async Task Once_closed_it_takes_no_more()
    {
        var store = await SqliteStores.OpenAsync(_directory.Path);
        await store.DisposeAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.WriteAsync("a"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.ReadAsync("a"));
    }

    [Fact]
    public async Task Before_it_is_open_it_takes_none()
    {
        await using var store = SqliteStores.New(_directory.Path);

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.ReadAsync("a"));
    }

    [Fact]
    public async Task Writes_that_wait_when_it_is_closed_are_still_written()
    {
        var store = await SqliteStores.OpenAsync(_directory.Path);
        var writes = Enumerable.Range(0, 1_000).Select(n => store.WriteAsync($"{n}")).ToArray();

        await store.DisposeAsync();

        Assert.All(await Task.WhenAll(writes), outcome => Assert.True(outcome.Stored));
        await using var again = await SqliteStores.OpenAsync(_directory.Path);
        await AssertStoredAsync(again, Enumerable.Range(0, 1_000).Select(n => $"{n}"));
    }

    private static async Task AssertStoredAsync(SqliteStore store, IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            Assert.NotNull(await store.ReadAsync(key));
        }
    }

    /// <summary>Overwrites the first page of the table of grain state.</summary>
    private static void Damage(string directory)
    {
        using var database = SqliteStores.Other(directory);
        var page = database.ReadNumber("SELECT rootpage FROM sqlite_master WHERE name = 'grain_state'");
        using var file = File.OpenWrite(SqliteStores.DatabasePath(directory));
        file.Position = (page - 1) * database.ReadNumber("PRAGMA page_size");
        file.Write(Enumerable.Repeat((byte)0xFF, 4096).ToArray());
    }
}
