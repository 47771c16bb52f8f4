using System.Globalization;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Backups;
using Actors.Testing;
using Actors.Tests.Storage.Sqlite;
using Actors.Tests.StoreHammer;

namespace Actors.Tests.Storage.Backups;

/// <summary>A backup while another process writes as fast as it can.</summary>
public sealed class BackupUnderLoadTests(PostgresServer server) : IDisposable
{
    private const int Acknowledgements = 2_000;

    private readonly TemporaryDirectory _busy = new();
    private readonly TemporaryDirectory _restored = new();

    public void Dispose()
    {
        _busy.Dispose();
        _restored.Dispose();
    }

    [Fact]
    public Task Of_a_file_it_has_every_write_that_was_acknowledged_before_it() => CheckAsync(
        new Dictionary<string, string?> { ["Storage:Directory"] = _busy.Path },
        () => Task.FromResult(Backup.OfSqlite(_busy.Path)));

    [Fact]
    public async Task Of_PostgreSQL_it_has_every_write_that_was_acknowledged_before_it()
    {
        var database = await server.CreateDatabaseAsync();
        await CheckAsync(
            new Dictionary<string, string?> { ["Storage:Provider"] = "postgres", ["ConnectionStrings:Actors"] = database },
            () => Backup.OfPostgresAsync(database));
    }

    private async Task CheckAsync(Dictionary<string, string?> settings, Func<Task<IRowSource>> open)
    {
        using var hammer = HammerProcess.Start("write", settings);
        var acknowledged = new Dictionary<string, long>();
        Assert.Equal("open", await hammer.ReadLineAsync());
        for (var n = 0; n < Acknowledgements; n++)
        {
            var parts = (await hammer.ReadLineAsync()).Split(' ');
            acknowledged[parts[0]] = long.Parse(parts[1], CultureInfo.InvariantCulture);
        }

        var file = await (await open()).SaveAsync();
        // It went on all the while, and can go on.
        await hammer.ReadLineAsync();
        await hammer.KillAsync();
        await file.ToSqliteAsync(_restored.Path);

        await using var store = await SqliteStores.OpenAsync(_restored.Path);
        foreach (var (key, count) in acknowledged)
        {
            var stored = await store.States.ReadAsync(new StateKey(Hammer.GrainType, key, "count"));
            var entries = await store.Events.ReadChainAsync(key, 0, int.MaxValue);

            Assert.InRange(Hammer.Count(stored!), count, long.MaxValue);
            // One moment: the state and its audit entries of the same transaction, none more and none fewer.
            Assert.Equal(Enumerable.Range(1, (int)Hammer.Count(stored!)).Select(n => (long)n), entries.Select(entry => entry.Sequence));
        }
    }
}
