using System.Globalization;
using Actors.Silo.Storage.Backups;
using Actors.Silo.Storage.Postgres;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;
using Actors.Tests.Storage.Postgres;
using Actors.Tests.Storage.Sqlite;

namespace Actors.Tests.Storage.Backups;

/// <summary>Everything from one database into another, and back.</summary>
public sealed class CarryTests(PostgresServer server) : IDisposable
{
    private readonly TemporaryDirectory _one = new();
    private readonly TemporaryDirectory _other = new();

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_restored_file_database_is_what_was_backed_up()
    {
        var before = await FillAsync();
        var file = await Backup.OfSqlite(_one.Path).SaveAsync();

        var restored = await file.ToSqliteAsync(_other.Path);

        Assert.Equal(await file.SumsAsync(), restored);
        Assert.Equal(before, await ReadSqliteAsync(_other.Path));
        Assert.Equal(Values(file), Values(await Backup.OfSqlite(_other.Path).SaveAsync()));
    }

    [Fact]
    public async Task From_a_file_to_PostgreSQL_and_back_nothing_is_lost_or_changed()
    {
        var database = await server.CreateDatabaseAsync();
        var before = await FillAsync();
        var file = await Backup.OfSqlite(_one.Path).SaveAsync();

        var there = await file.ToPostgresAsync(database);
        var back = await (await (await Backup.OfPostgresAsync(database)).SaveAsync()).ToSqliteAsync(_other.Path);

        Assert.Equal(there, back);
        Assert.Equal([8, 40, 16], BackupTable.All.Select(table => back[table.Name].Rows));
        Assert.Equal(before, await ReadPostgresAsync(database));
        Assert.Equal(before, await ReadSqliteAsync(_other.Path));
    }

    [Fact]
    public async Task A_database_that_was_filled_takes_writes_where_the_other_left_off()
    {
        var database = await server.CreateDatabaseAsync();
        await FillAsync();
        await (await Backup.OfSqlite(_one.Path).SaveAsync()).ToPostgresAsync(database);

        await using var store = await PostgresStores.OpenAsync(database);
        var state = await store.ReadAsync("plain");
        Assert.True((await store.WriteAsync("plain", "{}", state!.Version)).Stored);
        await store.States.WriteAsync(new(new("note", "new", "note"), null) { Payload = "{}"u8.ToArray(), Events = [Contract.Records.Event("new", 1)] });

        Assert.Equal(41, (await store.Events.ReadAllAsync(after: null, limit: 1000)).Length);
    }

    [Fact]
    public async Task What_the_database_cannot_learn_of_its_rows_afterwards_is_told_and_takes_nothing_back()
    {
        var database = await server.CreateDatabaseAsync();
        var before = await FillAsync();
        await using (var other = await PostgresStores.OtherAsync(database))
        {
            // ANALYZE computes the index of another program's table.
            await other.ExecuteAsync("CREATE FUNCTION odd(n int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT n'");
            await other.ExecuteAsync("CREATE TABLE others (n int); CREATE INDEX ON others (odd(n)); INSERT INTO others VALUES (1)");
            await other.ExecuteAsync("CREATE OR REPLACE FUNCTION odd(n int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT n / 0'");
        }

        var said = new List<string>();
        await using (var source = await Backup.OpenAsync(await Backup.OfSqlite(_one.Path).SaveAsync()))
        {
            await new PostgresRowTarget(database, TimeProvider.System, line => said.Add(line.ToString(CultureInfo.InvariantCulture))).FillAsync(source, replace: false, CancellationToken.None);
        }

        Assert.Equal(["ANALYZE did not end, and the database may be slow until it has done it by itself: 22012: division by zero"], said);
        Assert.Equal(before, await ReadPostgresAsync(database));
    }

    [Fact]
    public async Task A_backup_of_an_older_schema_is_restored_and_moved_up()
    {
        await FillAsync();
        await using (var store = SqliteStores.New(_one.Path))
        {
            await store.MigrateAsync(to: 3, CancellationToken.None, force: true);
        }

        var file = await Backup.OfSqlite(_one.Path).SaveAsync();
        var database = await server.CreateDatabaseAsync();
        var sums = await file.ToSqliteAsync(_other.Path);

        Assert.Equal(sums, await file.ToPostgresAsync(database));
        using var other = SqliteStores.Other(_other.Path);
        Assert.Equal(SqliteMigrator.Known.Count, other.ReadNumber("SELECT MAX(version) FROM schema_version"));
    }

    [Fact]
    public async Task Of_a_schema_with_fewer_tables_those_are_restored_that_it_had()
    {
        await FillAsync();
        await using (var store = SqliteStores.New(_one.Path))
        {
            await store.MigrateAsync(to: 1, CancellationToken.None, force: true);
        }

        var sums = await (await Backup.OfSqlite(_one.Path).SaveAsync()).ToSqliteAsync(_other.Path);

        Assert.Equal([8, 0, 0], BackupTable.All.Select(table => sums[table.Name].Rows));
    }

    private async Task<string> FillAsync()
    {
        await using var store = await SqliteStores.OpenAsync(_one.Path);
        await Belongings.FillAsync(store);
        return await Belongings.ReadAsync(store);
    }

    private static async Task<string> ReadSqliteAsync(string directory)
    {
        await using var store = await SqliteStores.OpenAsync(directory);
        return await Belongings.ReadAsync(store);
    }

    private static async Task<string> ReadPostgresAsync(string database)
    {
        await using var store = await PostgresStores.OpenAsync(database);
        return await Belongings.ReadAsync(store);
    }

    /// <summary>The rows and their sums, byte for byte: all lines but the header, which tells the time, and the seal over it.</summary>
    private static string[] Values(byte[] file)
    {
        using var unpacked = new StreamReader(new System.IO.Compression.GZipStream(new MemoryStream(file), System.IO.Compression.CompressionMode.Decompress));
        return unpacked.ReadToEnd().Split('\n')[1..^2];
    }
}
