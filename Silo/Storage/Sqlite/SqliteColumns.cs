using Actors.Silo.Storage.Backups;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>The columns of a file: which there are, and how values of each kind are held.</summary>
internal static class SqliteColumns
{
    public static object Read(SqliteStatement row, int column, ColumnKind kind) => kind switch
    {
        ColumnKind.Text or ColumnKind.Json => row.Text(column),
        ColumnKind.Number => row.Number(column),
        ColumnKind.Flag => row.Number(column) != 0,
        ColumnKind.TimeToMillisecond => DateTimeOffset.FromUnixTimeMilliseconds(row.Number(column)),
        _ => SqliteTime.Parse(row.Text(column)),
    };

    public static void Bind(SqliteStatement row, int parameter, object? value, ColumnKind kind) => _ = value switch
    {
        string text => row.Bind(parameter, text),
        long number => row.Bind(parameter, number),
        bool flag => row.Bind(parameter, flag ? 1 : 0),
        DateTimeOffset time when kind == ColumnKind.TimeToMillisecond => row.Bind(parameter, time.ToUnixTimeMilliseconds()),
        DateTimeOffset time => row.Bind(parameter, SqliteTime.Format(time)),
        _ => row.BindNull(parameter),
    };

    /// <summary>The columns of every table, by its name.</summary>
    public static ILookup<string, string> Columns(this SqliteDatabase database)
    {
        using var statement = database.Prepare("SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'");
        return statement.ReadAll(row => (Table: row.Text(0), Column: row.Text(1))).ToLookup(row => row.Table, row => row.Column);
    }

    public static IReadOnlyList<string> ReadTexts(this SqliteDatabase database, string sql)
    {
        using var statement = database.Prepare(sql);
        return statement.ReadAll(row => row.Text(0));
    }

    /// <exception cref="BackupException">SQLite's own check of the whole file finds damage.</exception>
    public static void RequireIntegrity(this SqliteDatabase database, string path)
    {
        if (database.ReadTexts("PRAGMA integrity_check(1)") is not ["ok"] and var faults)
        {
            throw new BackupException($"'{path}' is damaged: {string.Join(' ', faults)}");
        }
    }
}
