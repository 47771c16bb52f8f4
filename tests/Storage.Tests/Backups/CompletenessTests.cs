using Actors.Silo.Storage;
using Actors.Silo.Storage.Backups;
using Actors.Silo.Storage.Postgres;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;
using Actors.Tests.Storage.Postgres;
using Actors.Tests.Storage.Sqlite;
using Npgsql;

namespace Actors.Tests.Storage.Backups;

/// <summary>A backup has all that is stored, or it is not made.</summary>
public sealed class CompletenessTests(PostgresServer server) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string, string> Removals => new()
    {
        { "DROP TABLE outbox", "has no table outbox" },
        { "ALTER TABLE audit_event DROP COLUMN detail", "has no column audit_event.detail" },
    };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("GRANT SELECT ON schema_version, grain_state, outbox TO reader", "permission denied for table audit_event")]
    [InlineData("GRANT SELECT ON schema_version, audit_event, outbox TO reader; GRANT SELECT (grain_type, grain_key, state_name, version, modified_at) ON grain_state TO reader", "permission denied for table grain_state")]
    [InlineData("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader; ALTER TABLE outbox ENABLE ROW LEVEL SECURITY", "query would be affected by row-level security policy for table \"outbox\"")]
    public async Task What_a_role_may_not_read_is_not_left_out(string rights, string refusal)
    {
        var source = await Backup.OfPostgresAsync(await AsReaderAsync(await MigratedAsync(), rights));

        var error = await Assert.ThrowsAsync<PostgresException>(source.SaveAsync);

        Assert.Equal(refusal, error.MessageText);
    }

    [Fact]
    public async Task A_role_that_may_not_even_read_the_version_is_told_so()
    {
        var database = await AsReaderAsync(await MigratedAsync(), "GRANT SELECT ON grain_state, audit_event, outbox TO reader");

        var error = await Assert.ThrowsAsync<BackupException>(() => Backup.OfPostgresAsync(database));

        Assert.EndsWith(" refuses: permission denied for table schema_version (42501).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_read_and_no_more_makes_a_backup()
    {
        var database = await MigratedAsync();
        await using (var store = await PostgresStores.OpenAsync(database))
        {
            await Belongings.FillAsync(store);
        }

        var all = await (await Backup.OfPostgresAsync(database)).SaveAsync();
        var read = await (await Backup.OfPostgresAsync(await AsReaderAsync(database, "GRANT pg_read_all_data TO reader"))).SaveAsync();

        Assert.Equal(await all.SumsAsync(), await read.SumsAsync());
    }

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task A_file_from_which_somebody_has_taken_something_is_refused(string removal, string refusal)
    {
        await SqliteStores.OpenAndCloseAsync(_directory.Path);
        using (var other = SqliteStores.Other(_directory.Path))
        {
            other.Execute(removal);
        }

        var error = Assert.Throws<BackupException>(() => Backup.OfSqlite(_directory.Path));

        Assert.EndsWith($"{refusal}, which belongs to its schema: a backup or a copy of it would not be whole.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task A_database_from_which_somebody_has_taken_something_is_refused(string removal, string refusal)
    {
        var database = await MigratedAsync();
        await using (var other = await PostgresStores.OtherAsync(database))
        {
            await other.ExecuteAsync(removal);
        }

        var error = await Assert.ThrowsAsync<BackupException>(() => Backup.OfPostgresAsync(database));

        Assert.EndsWith($"{refusal}, which belongs to its schema: a backup or a copy of it would not be whole.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_of_any_version_is_whole()
    {
        await using var sqlite = SqliteStores.New(_directory.Path);
        for (var version = 0; version <= SqliteMigrator.Known.Count; version++)
        {
            await sqlite.MigrateAsync(version, CancellationToken.None);
            await using var source = Backup.OfSqlite(_directory.Path);
            Assert.Equal(version, source.Header.SchemaVersion);
        }

        var database = await server.CreateDatabaseAsync();
        await using var postgres = PostgresStores.New(database);
        for (var version = 0; version <= PostgresMigrator.Known.Count; version++)
        {
            await postgres.MigrateAsync(version, CancellationToken.None);
            await using var source = await Backup.OfPostgresAsync(database);
            Assert.Equal(version, source.Header.SchemaVersion);
        }
    }

    private async Task<string> MigratedAsync()
    {
        var database = await server.CreateDatabaseAsync();
        await using var store = PostgresStores.New(database);
        await store.MigrateAsync(to: null, CancellationToken.None);
        return database;
    }

    /// <summary>The same database as a new role sees it.</summary>
    private static async Task<string> AsReaderAsync(string database, string rights)
    {
        var role = $"reader_{Guid.NewGuid():N}";
        await using var owner = await PostgresStores.OtherAsync(database);
        await owner.ExecuteAsync($"CREATE ROLE {role} LOGIN; {rights.Replace("TO reader", $"TO {role}", StringComparison.Ordinal)}");
        return new NpgsqlConnectionStringBuilder(database) { Username = role }.ConnectionString;
    }
}
