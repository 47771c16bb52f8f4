using Npgsql;

namespace Actors.Silo.Storage.Postgres;

/// <summary>Moves the schema, all steps in one transaction, one program at a time: others wait, and find it done.</summary>
internal static class PostgresMigrator
{
    /// <summary>Any number will do that no other program takes for its own lock on this database.</summary>
    internal const long LockId = 0x4163746F7273;

    public static IReadOnlyList<Migration> Known { get; } = Migration.Load("postgres");

    /// <summary>Moves to a version, the newest if null, and tells which one it was.</summary>
    /// <remarks>Without <paramref name="force"/> it goes back only where no silo works, and no row of a user's is lost or in a form that no program reads there.</remarks>
    public static async Task<int> MigrateAsync(
        NpgsqlConnection connection, string name, int? to, TimeProvider clock, CancellationToken cancellationToken, IReadOnlyList<Migration>? steps = null, bool force = false)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var found = await MoveAsync(connection, name, to, clock, steps ?? Known, force, cancellationToken);
        // Of one that is broken off nobody knows how it ended.
        await transaction.CommitAsync(CancellationToken.None);
        return found;
    }

    /// <summary>The same inside a transaction of the caller's; other programs that start wait for its end.</summary>
    public static async Task<int> MoveAsync(
        NpgsqlConnection connection, string name, int? to, TimeProvider clock, IReadOnlyList<Migration> known, bool force, CancellationToken cancellationToken)
    {
        var found = await BeginAsync(connection, name, known, cancellationToken);

        if (!force && to < found)
        {
            await RefuseLossAsync(connection, name, found, to.Value, known, cancellationToken);
        }

        foreach (var (script, migration, up) in known.Between(found, to ?? known.Count))
        {
            await PostgresMaintenance.ExecuteAsync(connection, script, cancellationToken);
            await NoteAsync(connection, migration, up, clock, cancellationToken);
        }

        return found;
    }

    /// <summary>Drops all that the migrations make, or what is left of it, inside a transaction of the caller's, where no silo works: whoever starts waits for its end.</summary>
    public static async Task DropAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await BeginAsync(connection, name, Known, cancellationToken);
        await connection.RequireUnusedAsync(name, cancellationToken);
        await PostgresMaintenance.ExecuteAsync(
            connection,
            "DROP TABLE IF EXISTS grain_state, audit_event, outbox, OrleansQuery, OrleansMembershipTable, OrleansMembershipVersionTable; DELETE FROM schema_version",
            cancellationToken);
    }

    /// <summary>When it is this program's turn: the version, one that this program knows.</summary>
    private static async Task<int> BeginAsync(NpgsqlConnection connection, string name, IReadOnlyList<Migration> known, CancellationToken cancellationToken)
    {
        await RefuseOtherEncodingsAsync(connection, name, cancellationToken);
        // Building an index may take longer than a statement of everyday may, and so may the one whose turn it is.
        await PostgresMaintenance.ExecuteAsync(
            connection, "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0", cancellationToken);
        await PostgresMaintenance.ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockId})", cancellationToken);
        await PostgresMaintenance.ExecuteAsync(connection, "SET LOCAL lock_timeout = '60s'", cancellationToken);
        await PostgresMaintenance.ExecuteAsync(
            connection,
            "CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL)",
            cancellationToken);

        var found = await VersionAsync(connection, cancellationToken);
        known.RefuseNewer(found, name);
        return found;
    }

    /// <summary>Here, where all pass that would put anything into the database: silos, migrations, and what fills it from a backup or another one.</summary>
    private static async Task RefuseOtherEncodingsAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SHOW server_encoding", connection);
        var encoding = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (encoding != "UTF8")
        {
            throw new StorageStartupException($"{name} has encoding {encoding}; keys and texts need UTF8.");
        }
    }

    private static async Task RefuseLossAsync(
        NpgsqlConnection connection, string name, int found, int to, IReadOnlyList<Migration> known, CancellationToken cancellationToken)
    {
        await connection.RequireUnusedAsync(name, cancellationToken);

        foreach (var (table, how) in known.Losses(found, to))
        {
            if (await PostgresMaintenance.AskAsync(connection, $"SELECT EXISTS (SELECT 1 FROM {table})", cancellationToken))
            {
                throw MigrationPath.Loss(name, to, how);
            }
        }
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT COALESCE(MAX(version), 0) FROM schema_version", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task NoteAsync(NpgsqlConnection connection, Migration migration, bool up, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var command = up
            ? new NpgsqlCommand("INSERT INTO schema_version VALUES ($1, $2, $3)", connection)
            {
                Parameters = { new() { Value = migration.Number }, new() { Value = migration.Name }, new() { Value = clock.GetUtcNow().UtcDateTime } },
            }
            : new NpgsqlCommand("DELETE FROM schema_version WHERE version = $1", connection) { Parameters = { new() { Value = migration.Number } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
