using Actors.Silo.Storage.Backups;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>The columns of a file: which there are, and how values of each kind are held.</summary>
internal static class SqliteColumns
{
    public static object Read(SqliteStatement row, int column, ColumnKind kind) => kind switch
    {
        ColumnKind.Text or ColumnKind.Json => row.Digits(column),
        ColumnKind.Number => row.Number(column),
        ColumnKind.Flag => row.Number(column) != 0,
        ColumnKind.TimeToMillisecond => DateTimeOffset.FromUnixTimeMilliseconds(row.Number(column)),
        _ => row.IsNumber(column) ? SqliteTime.FromTicks(row.Number(column)) : SqliteTime.Parse(row.Text(column)),
    };

    /// <param name="row">What writes the row.</param>
    /// <param name="parameter">The value's place in it.</param>
    /// <param name="value">What the row says.</param>
    /// <param name="kind">What it means.</param>
    /// <param name="held">The column's type in this schema.</param>
    public static void Bind(SqliteStatement row, int parameter, object? value, ColumnKind kind, string held) => _ = value switch
    {
        string text when held == "BLOB" => row.BindDigits(parameter, text),
        string text => row.Bind(parameter, text),
        long number => row.Bind(parameter, number),
        bool flag => row.Bind(parameter, flag ? 1 : 0),
        DateTimeOffset time when kind == ColumnKind.TimeToMillisecond => row.Bind(parameter, time.ToUnixTimeMilliseconds()),
        DateTimeOffset time when held == "INTEGER" => row.Bind(parameter, SqliteTime.Ticks(time)),
        DateTimeOffset time => row.Bind(parameter, SqliteTime.Format(time)),
        _ => row.BindNull(parameter),
    };

    /// <summary>The columns of every table, by its name.</summary>
    public static ILookup<string, string> Columns(this SqliteDatabase database)
    {
        using var statement = database.Prepare("SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'");
        return statement.ReadAll(row => (Table: row.Text(0), Column: row.Text(1))).ToLookup(row => row.Table, row => row.Column);
    }

    /// <summary>The types of a table's columns, by their names.</summary>
    public static IReadOnlyDictionary<string, string> ColumnTypes(this SqliteDatabase database, string table)
    {
        using var statement = database.Prepare("SELECT name, type FROM pragma_table_info(?1)");
        return statement.Bind(1, table).ReadAll(row => (Name: row.Text(0), Type: row.Text(1))).ToDictionary(column => column.Name, column => column.Type);
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
