using System.Data;
using System.Runtime.CompilerServices;
using Actors.Silo.Storage.Backups;
using Npgsql;

namespace Actors.Silo.Storage.Postgres;

/// <summary>Reads all of a database as it is at one moment, in one repeatable-read transaction, while silos go on writing.</summary>
internal sealed class PostgresRowSource : IRowSource
{
    /// <summary>From the catalog: <c>information_schema</c> leaves out what the role has no right to, and it would be left out of a backup too.</summary>
    private const string Columns = """
        SELECT c.relname::text, a.attname::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE n.nspname = ANY (current_schemas(false)) AND pg_table_is_visible(c.oid) AND c.relkind IN ('r', 'p')
          AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        """;

    private readonly NpgsqlConnection _connection;
    private readonly IReadOnlyList<BackupTable> _tables;
    private readonly bool _isOwner;

    private PostgresRowSource(NpgsqlConnection connection, string name, IReadOnlyList<BackupTable> tables, BackupHeader header, bool isOwner) =>
        (_connection, Name, _tables, Header, _isOwner) = (connection, name, tables, header, isOwner);

    public string Name { get; }

    public BackupHeader Header { get; }

    /// <param name="connectionString">The database.</param>
    /// <param name="header">What a backup's header shall say besides.</param>
    /// <param name="mayBeInUse">False to refuse a database in which silos still write; those that start meanwhile wait until this is disposed of.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PostgresRowSource> OpenAsync(string connectionString, BackupHeader header, bool mayBeInUse, CancellationToken cancellationToken)
    {
        var (connection, name) = await PostgresMaintenance.ConnectAsync(connectionString, cancellationToken);
        try
        {
            if (!mayBeInUse)
            {
                await connection.KeepUnusedAsync(name, cancellationToken);
            }

            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            return await ReadHeaderAsync(connection, name, header, isOwner: true);
        }
        catch (Exception e)
        {
            await connection.DisposeAsync();
            throw e.IsOfDatabase() ? new BackupException(e.Explain(name), e) : e;
        }
    }

    /// <summary>Reads inside a transaction of the caller's.</summary>
    public static Task<PostgresRowSource> OfAsync(NpgsqlConnection connection, string name) => ReadHeaderAsync(connection, name, BackupHeader.None, isOwner: false);

    public async IAsyncEnumerable<BackupRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var table in _tables)
        {
            var order = table.Name == "audit_event" ? "ORDER BY position" : "";
            await using var command = new NpgsqlCommand($"SELECT {PostgresColumns.Select(table)} FROM {table.Name} {order}", _connection) { CommandTimeout = 0 };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                yield return new BackupRow(table, PostgresColumns.Read(reader, table));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOwner)
        {
            await _connection.DisposeAsync();
        }
    }

    private static async Task<PostgresRowSource> ReadHeaderAsync(NpgsqlConnection connection, string name, BackupHeader header, bool isOwner)
    {
        var columns = (await new PostgresQuery().ReadAsync(connection, Columns, row => (Table: row.GetString(0), Column: row.GetString(1)))).ToLookup(row => row.Table, row => row.Column);
        if (!columns.Contains("schema_version"))
        {
            throw new BackupException($"{name} is not a database of this program: there is no table schema_version in it.");
        }

        var steps = await new PostgresQuery().ReadAsync(connection, "SELECT version, name FROM schema_version ORDER BY version", row => (Version: row.GetInt32(0), Name: row.GetString(1)));
        var version = steps.LastOrDefault().Version;
        PostgresMigrator.Known.RefuseNewer(version, name);

        var tables = BackupSchema.Tables(PostgresColumns.WithoutParts(columns), PostgresMigrator.Known.Take(version), name);
        return new PostgresRowSource(connection, name, tables, header with
        {
            Provider = StorageOptions.Postgres,
            SchemaVersion = version,
            SchemaSteps = [.. steps.Select(step => step.Name)],
            Tables = BackupSchema.ColumnNames(tables),
        }, isOwner);
    }
}
