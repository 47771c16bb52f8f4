using System.Text;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Backups;
using Actors.Silo.Storage.Postgres;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;
using Actors.Tests.Storage.Postgres;
using Actors.Tests.Storage.Sqlite;
using Actors.Tokens;

namespace Actors.Tests.Storage.Backups;

/// <summary>A file that is not what was written is refused, and what it should have replaced stays as it is.</summary>
public sealed class DamageTests(PostgresServer server) : IAsyncLifetime
{
    private readonly TemporaryDirectory _source = new();
    private readonly TemporaryDirectory _target = new();
    private byte[] _file = [];

    public async ValueTask InitializeAsync()
    {
        await using (var store = await SqliteStores.OpenAsync(_source.Path))
        {
            await Belongings.FillAsync(store);
        }

        await using (var present = await SqliteStores.OpenAsync(_target.Path))
        {
            await present.WriteAsync("present", """{"n":1}""");
        }

        _file = await Backup.OfSqlite(_source.Path).SaveAsync();
    }

    public ValueTask DisposeAsync()
    {
        _source.Dispose();
        _target.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_file_cut_off_anywhere_is_refused_and_nothing_is_lost()
    {
        for (var length = 0; length < _file.Length; length += Math.Max(1, _file.Length / 40))
        {
            await RefusedAsync(_file[..length]);
        }

        await RefusedAsync(_file[..^1]);
    }

    [Fact]
    public async Task A_file_with_a_changed_byte_is_refused_and_nothing_is_lost()
    {
        // The first ten bytes are gzip's own, of which some say nothing about what is in it.
        for (var at = 10; at < _file.Length; at += Math.Max(1, _file.Length / 60))
        {
            var changed = (byte[])_file.Clone();
            changed[at] ^= 0x10;

            // Where a block ends within a byte, the bits behind it say nothing (RFC 1951, 3.2.3).
            if (!IsTheSame(changed))
            {
                await RefusedAsync(changed);
            }
        }
    }

    [Fact]
    public async Task A_row_that_was_changed_left_out_added_or_moved_is_refused_though_the_file_is_well_formed()
    {
        var lines = Encoding.UTF8.GetString(Backup.Unpacked(_file)).Split('\n');
        Func<List<string>, List<string>>[] changes =
        [
            all => [.. all.Select(line => line.Replace("\"success\"", "\"failure\"", StringComparison.Ordinal))],
            all => [.. all.Where((_, n) => n != 3)],
            all => [.. all[..3], all[2], .. all[3..]],
            all => [all[0], all[2], all[1], .. all[3..]],
            all => [.. all[..^2], "", ""],
            all => [.. all, "more"],
            all => [.. all.Select(line => line.Replace($"\"schema_version\":{SqliteMigrator.Known.Count}", "\"schema_version\":3", StringComparison.Ordinal))],
        ];

        foreach (var change in changes)
        {
            await RefusedAsync(Backup.Packed(string.Join('\n', change([.. lines]))));
        }
    }

    [Fact]
    public async Task What_is_no_backup_is_reported_as_such()
    {
        await RefusedAsync([]);
        await RefusedAsync("plain text\n"u8.ToArray());
        await RefusedAsync(Backup.Packed("plain text\n"));
        await RefusedAsync(Backup.Packed("{}\n"));
        await RefusedAsync(Backup.Packed("{\"format\":\"actors-backup\",\"format_version\":1}\n"));
    }

    [Fact]
    public async Task A_newer_format_and_a_newer_schema_are_reported_as_such()
    {
        var text = Encoding.UTF8.GetString(Backup.Unpacked(_file));
        var format = await Assert.ThrowsAsync<BackupException>(() => Backup.Packed(text.Replace("\"format_version\":1", "\"format_version\":9", StringComparison.Ordinal)).ToSqliteAsync(_target.Path, replace: true));
        var schema = await Assert.ThrowsAsync<BackupException>(() => Backup.Packed(text.Replace("\"user_lists\"", "\"from the future\"", StringComparison.Ordinal)).ToSqliteAsync(_target.Path, replace: true));

        Assert.Equal("'the backup' has format 9, written by a newer program; this one reads formats up to 1.", format.Message);
        Assert.Contains("was made by a newer program: its schema has the steps from the future", schema.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_master_key_is_refused_by_both_names()
    {
        var other = MasterKey.Parse(MasterKey.Generate());

        var error = await Assert.ThrowsAsync<BackupException>(() => Backup.OpenAsync(_file, other));

        Assert.Contains($"needs the master key {Backup.Key.Id}, but Tokens:MasterKey is {other.Id}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_PostgreSQL_too_a_damaged_file_changes_nothing()
    {
        var database = await server.CreateDatabaseAsync();
        await using (var store = await PostgresStores.OpenAsync(database))
        {
            await store.WriteAsync("present", """{"n":1}""");
        }

        // The rows are all there, so that it is found out at the very end.
        var lines = Encoding.UTF8.GetString(Backup.Unpacked(_file)).Split('\n');
        var unsealed = Backup.Packed(string.Join('\n', [.. lines[..^2], "{\"hmac_sha256\":\"00\"}", ""]));
        await Assert.ThrowsAsync<BackupException>(() => unsealed.ToPostgresAsync(database, replace: true));

        await using var after = await PostgresStores.OpenAsync(database);
        Assert.NotNull(await after.ReadAsync("present"));
        Assert.Empty(await after.Events.ReadAllAsync(after: null, limit: 10));
    }

    [Fact]
    public async Task A_database_that_is_not_empty_is_replaced_only_when_told_so()
    {
        var database = await server.CreateDatabaseAsync();
        await _file.ToPostgresAsync(database);

        var sqlite = await Assert.ThrowsAsync<BackupException>(() => _file.ToSqliteAsync(_target.Path));
        var postgres = await Assert.ThrowsAsync<BackupException>(() => _file.ToPostgresAsync(database));
        Assert.Contains("is not empty. With --force", sqlite.Message, StringComparison.Ordinal);
        Assert.Contains("is not empty. With --force", postgres.Message, StringComparison.Ordinal);

        Assert.Equal(await _file.ToSqliteAsync(_target.Path, replace: true), await _file.ToPostgresAsync(database, replace: true));
    }

    [Theory]
    [InlineData("DROP TABLE outbox")]
    [InlineData("DROP INDEX user_with_special_role; ALTER TABLE grain_state DROP COLUMN user_email")]
    public async Task A_schema_that_has_lost_a_part_is_replaced_when_told_so(string loss)
    {
        var database = await server.CreateDatabaseAsync();
        var sums = await _file.ToPostgresAsync(database);

        await using (var other = await PostgresStores.OtherAsync(database))
        {
            await other.ExecuteAsync(loss);
        }

        Assert.Equal(sums, await _file.ToPostgresAsync(database, replace: true));
        await using var silo = await PostgresStores.OpenAsync(database);
        await silo.WriteAsync("new");
    }

    [Fact]
    public async Task A_database_that_was_replaced_is_kept_also_when_its_successor_is_replaced()
    {
        await _file.ToSqliteAsync(_target.Path, replace: true);
        await _file.ToSqliteAsync(_target.Path, replace: true);

        var kept = Directory.GetFiles(_target.Path, "actors.db.replaced-*").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(2, kept.Length);
        Assert.All(kept, file => Assert.Matches(@"replaced-\d{8}T\d{9}Z$", file));
        using var original = SqliteDatabase.OpenToRead(kept[0], SqliteStores.Impatient);
        Assert.Equal(1, original.ReadNumber("SELECT COUNT(*) FROM grain_state WHERE grain_key = 'present'"));
    }

    [Fact]
    public async Task A_database_that_another_program_reads_is_not_replaced()
    {
        using var other = SqliteStores.Other(_target.Path);
        // What it has written is in the log yet, and it goes on to read it there.
        other.Execute("UPDATE grain_state SET version = version + 1; BEGIN; SELECT * FROM grain_state");
        await using var source = await Backup.OpenAsync(_file);

        var error = await Assert.ThrowsAsync<BackupException>(
            () => new SqliteRowTarget(_target.Path, TimeProvider.System) { Patience = SqliteStores.Impatient }.FillAsync(source, replace: true, CancellationToken.None));

        Assert.Equal($"'{SqliteStores.DatabasePath(_target.Path)}' is being read or written by another program. End it and try again; nothing was changed.", error.Message);
        Assert.DoesNotContain(Directory.GetFiles(_target.Path), file => file.Contains(".db.", StringComparison.Ordinal));
        Assert.Equal(1, other.ReadNumber("SELECT COUNT(*) FROM grain_state WHERE grain_key = 'present'"));
    }

    [Fact]
    public async Task A_database_in_use_is_refused_even_when_told_to_replace_it()
    {
        var database = await server.CreateDatabaseAsync();
        await using var silo = await PostgresStores.OpenAsync(database);
        await silo.WriteAsync("present");
        await using var held = await SqliteStores.OpenAsync(_target.Path);

        var postgres = await Assert.ThrowsAsync<BackupException>(() => _file.ToPostgresAsync(database, replace: true));
        var sqlite = await Assert.ThrowsAsync<StorageStartupException>(() => _file.ToSqliteAsync(_target.Path, replace: true));

        Assert.Contains("is in use: silos hold", postgres.Message, StringComparison.Ordinal);
        Assert.Contains("is in use by another process", sqlite.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_that_has_started_since_it_was_looked_for_keeps_its_database()
    {
        var database = await server.CreateDatabaseAsync();
        await using var start = await PostgresStores.OtherAsync(database);
        // As a silo has it while it starts.
        await start.ExecuteAsync($"SELECT pg_advisory_lock({PostgresMigrator.LockId})");
        var restore = _file.ToPostgresAsync(database, replace: true);
        await Eventually.IsAsync(
            () => start.QueryAsync<long>("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"),
            count => count is [1],
            "it waits");

        await using var connections = new PostgresConnections(database, new StorageOptions());
        await using var silo = await connections.OpenAsync(CancellationToken.None);
        await start.ExecuteAsync($"SELECT pg_advisory_unlock({PostgresMigrator.LockId})");

        var error = await Assert.ThrowsAsync<BackupException>(() => restore);
        Assert.EndsWith("is in use: silos hold 1 connections to it. Stop them first.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_an_encoding_that_no_silo_starts_with_is_not_filled()
    {
        var database = await server.CreateDatabaseAsync(encoding: "SQL_ASCII");
        await using var silo = PostgresStores.New(database);

        var restored = await Assert.ThrowsAsync<StorageStartupException>(() => _file.ToPostgresAsync(database, replace: true));
        var started = await Assert.ThrowsAsync<StorageStartupException>(() => silo.OpenAsync(CancellationToken.None));

        Assert.All([restored, started], error => Assert.EndsWith(" has encoding SQL_ASCII; keys and texts need UTF8.", error.Message, StringComparison.Ordinal));
        await using var other = await PostgresStores.OtherAsync(database);
        Assert.Empty(await other.QueryAsync<string>("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task A_damaged_database_is_not_backed_up_and_is_replaced_by_a_restore()
    {
        var path = SqliteStores.DatabasePath(_target.Path);
        await using (var file = File.OpenWrite(path))
        {
            file.Position = 4096;
            file.Write(new byte[8192]);
        }

        var error = Assert.Throws<BackupException>(() => Backup.OfSqlite(_target.Path));
        var sums = await _file.ToSqliteAsync(_target.Path, replace: true);

        Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
        Assert.Equal(await _file.SumsAsync(), sums);
    }

    private async Task RefusedAsync(byte[] file)
    {
        await Assert.ThrowsAsync<BackupException>(() => file.ToSqliteAsync(_target.Path, replace: true));

        Assert.DoesNotContain(Directory.GetFiles(_target.Path), file => file.Contains(".db.", StringComparison.Ordinal));
        using var present = SqliteDatabase.OpenToRead(SqliteStores.DatabasePath(_target.Path), SqliteStores.Impatient);
        Assert.Equal(1, present.ReadNumber("SELECT COUNT(*) FROM grain_state WHERE grain_key = 'present'"));
    }

    private bool IsTheSame(byte[] file)
    {
        try
        {
            return Backup.Unpacked(file).AsSpan().SequenceEqual(Backup.Unpacked(_file));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
