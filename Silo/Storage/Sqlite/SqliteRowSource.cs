using System.Runtime.CompilerServices;
using Actors.Silo.Storage.Backups;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>Reads all of a file as it is at one moment, also while a server writes to it: the write-ahead log keeps that moment for a reader.</summary>
internal sealed class SqliteRowSource : IRowSource
{
    private readonly SqliteDatabase _database;
    private readonly IReadOnlyList<BackupTable> _tables;
    private readonly bool _isOwner;

    private SqliteRowSource(SqliteDatabase database, string path, BackupHeader header, bool isOwner)
    {
        _database = database;
        _isOwner = isOwner;
        Name = $"'{path}'";
        var version = (int)database.ReadNumber("SELECT MAX(version) FROM schema_version");
        SqliteMigrator.Known.RefuseNewer(version, Name);
        _tables = BackupSchema.Tables(database.Columns(), SqliteMigrator.Known.Take(version), Name);
        Header = header with
        {
            Provider = StorageOptions.Sqlite,
            SchemaVersion = version,
            SchemaSteps = database.ReadTexts("SELECT name FROM schema_version ORDER BY version"),
            Tables = BackupSchema.ColumnNames(_tables),
        };
    }

    public string Name { get; }

    public BackupHeader Header { get; }

    /// <summary>Opens a file for a backup, and refuses a damaged one: its backup would not be what it seems.</summary>
    public static SqliteRowSource Open(string path, BackupHeader header)
    {
        if (!File.Exists(path))
        {
            throw new BackupException($"There is no database '{path}'.");
        }

        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.OpenToRead(path, TimeSpan.FromSeconds(5));
            database.RequireIntegrity(path);
            // After the check, which takes its time: until the moment that is read is given up, the write-ahead log cannot begin anew.
            database.Execute("BEGIN");
            return database.Columns().Contains("schema_version")
                ? new SqliteRowSource(database, path, header, isOwner: true)
                : throw new BackupException($"'{path}' is not a database of this program.");
        }
        catch (Exception e)
        {
            database?.Dispose();
            throw e is SqliteError error ? new BackupException(error.Explain(path), error) : e;
        }
    }

    /// <summary>Reads through a connection of the caller's.</summary>
    public static SqliteRowSource Of(SqliteDatabase database, string path) => new(database, path, BackupHeader.None, isOwner: false);

    public async IAsyncEnumerable<BackupRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var table in _tables)
        {
            var order = table.Name == "audit_event" ? "position" : "rowid";
            using var rows = _database.Prepare($"SELECT {string.Join(", ", table.Columns.Select(column => column.Name))} FROM {table.Name} ORDER BY {order}");
            while (rows.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return new BackupRow(table, [.. table.Columns.Select((column, n) => rows.IsNull(n) ? null : SqliteColumns.Read(rows, n, column.Kind))]);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_isOwner)
        {
            _database.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
