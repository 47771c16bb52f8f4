using Actors.Silo.Storage;
using Actors.Silo.Storage.Backups;
using Actors.Silo.Storage.Postgres;
using Actors.Testing;
using Actors.Tests.Storage.Postgres;
using Actors.Tests.Storage.Sqlite;
using Npgsql;

namespace Actors.Tests.Storage.Backups;

/// <summary>What a silo writes while its database is copied would be left behind.</summary>
public sealed class CopySourceTests(PostgresServer server) : IAsyncLifetime
{
    private string _database = "";

    public async ValueTask InitializeAsync()
    {
        using var directory = new TemporaryDirectory();
        await using (var store = await SqliteStores.OpenAsync(directory.Path))
        {
            await Belongings.FillAsync(store);
        }

        _database = await server.CreateDatabaseAsync();
        await (await Backup.OfSqlite(directory.Path).SaveAsync()).ToPostgresAsync(_database);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_silo_that_starts_during_a_copy_waits_for_its_end()
    {
        await using var other = await PostgresStores.OtherAsync(_database);
        await using var silo = PostgresStores.New(_database);
        var source = await Backup.OfPostgresAsync(_database, mayBeInUse: false);

        var start = silo.OpenAsync(CancellationToken.None);
        await SomebodyWaitsAsync(other);
        await source.SaveAsync();

        await start;
        Assert.True((await silo.WriteAsync("new")).Stored);
    }

    [Fact]
    public async Task A_silo_that_has_started_since_it_was_looked_for_is_found()
    {
        await using var start = await PostgresStores.OtherAsync(_database);
        // As a silo has it while it starts.
        await start.ExecuteAsync($"SELECT pg_advisory_lock({PostgresMigrator.LockId})");
        var copy = Backup.OfPostgresAsync(_database, mayBeInUse: false);
        await SomebodyWaitsAsync(start);

        await using var connections = new PostgresConnections(_database, new StorageOptions());
        await using var silo = await connections.OpenAsync(CancellationToken.None);
        await start.ExecuteAsync($"SELECT pg_advisory_unlock({PostgresMigrator.LockId})");

        var error = await Assert.ThrowsAsync<BackupException>(() => copy);
        Assert.EndsWith("is in use: silos hold 1 connections to it. Stop them first.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_keeps_no_silo_from_starting()
    {
        await using var source = await Backup.OfPostgresAsync(_database);

        await using var silo = await PostgresStores.OpenAsync(_database);

        Assert.True((await silo.WriteAsync("new")).Stored);
    }

    [Fact]
    public async Task Another_database_of_the_same_server_can_be_filled_from_it()
    {
        var to = await server.CreateDatabaseAsync();
        await using var source = await Backup.OfPostgresAsync(_database, mayBeInUse: false);

        var sums = await new PostgresRowTarget(to, TimeProvider.System).FillAsync(source, replace: false, CancellationToken.None);

        Assert.Equal([8, 40, 16], BackupTable.All.Select(table => sums[table.Name].Rows));
    }

    private static async Task SomebodyWaitsAsync(NpgsqlConnection other) => await Eventually.IsAsync(
        () => other.QueryAsync<long>("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"),
        count => count is [1],
        "it waits");
}
