using Actors.Silo.Storage.Backups;
using Npgsql;

namespace Actors.Silo.Storage.Postgres;

/// <summary>Connections for work on a whole database, which may take its time.</summary>
internal static class PostgresMaintenance
{
    private const string LockTimeout = "10s";

    public static async Task<(NpgsqlConnection Connection, string Name)> ConnectAsync(string connectionString, CancellationToken cancellationToken)
    {
        var builder = PostgresConnections.Read(connectionString);
        (builder.Pooling, builder.ApplicationName, builder.CommandTimeout) = (false, "actors-maintenance", 0);
        var name = PostgresConnections.NameOf(builder);
        var connection = new NpgsqlConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            // Rows that a policy hides from the role are an error, too: else they would be left out, and nobody told.
            await ExecuteAsync(
                connection,
                $"SET statement_timeout = 0; SET lock_timeout = '{LockTimeout}'; SET idle_in_transaction_session_timeout = 0; SET row_security = off; {PostgresConnections.Keepalives}",
                cancellationToken);
            return (connection, name);
        }
        catch (Exception e)
        {
            await connection.DisposeAsync();
            throw e.IsOfDatabase() ? new BackupException(e.Explain(name), e) : e;
        }
    }

    /// <summary>Refuses a database on which silos work: what they write meanwhile would be lost, and what they remember wrong.</summary>
    public static async Task RequireUnusedAsync(this NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{PostgresConnections.ApplicationName}' AND pid <> pg_backend_pid()",
            connection);
        if ((long)(await command.ExecuteScalarAsync(cancellationToken))! is > 0 and var silos)
        {
            throw new BackupException($"{name} is in use: silos hold {silos} connections to it. Stop them first.");
        }
    }

    /// <summary>The same, and from here on whoever starts waits until the connection is closed.</summary>
    public static async Task KeepUnusedAsync(this NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await connection.RequireUnusedAsync(name, cancellationToken);
        // A migration whose turn it is may take longer than any other lock is waited for.
        await ExecuteAsync(connection, $"SET lock_timeout = 0; SELECT pg_advisory_lock({PostgresMigrator.LockId}); SET lock_timeout = '{LockTimeout}'", cancellationToken);
        // Once more, for those that have started since.
        await connection.RequireUnusedAsync(name, cancellationToken);
    }

    /// <summary>The answer to a question of one truth value.</summary>
    public static async Task<bool> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
