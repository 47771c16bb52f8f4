using System.Text.Json;
using Actors.Silo.Storage.Sqlite;

namespace Actors.Silo.Storage.Backups;

/// <summary>Reads the lines of rows, whose columns the header names.</summary>
internal sealed class RowReader
{
    private readonly Dictionary<string, BackupTable> _tables = [];

    public RowReader(BackupHeader header)
    {
        foreach (var (name, columns) in header.Tables)
        {
            var known = BackupTable.All.FirstOrDefault(table => table.Name == name) ?? throw new FormatException($"There is no table {name}.");
            _tables[name] = known with { Columns = [.. columns.Select(column => known.Columns.FirstOrDefault(c => c.Name == column) ?? throw new FormatException($"There is no column {name}.{column}."))] };
        }
    }

    public BackupRow Read(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        json.Read();
        var table = _tables[json.GetString()!];
        var values = new object?[table.Columns.Count];

        for (var i = 0; i < values.Length; i++)
        {
            json.Read();
            values[i] = json.TokenType == JsonTokenType.Null ? null : Value(ref json, table.Columns[i].Kind);
        }

        json.Read();
        return json.TokenType == JsonTokenType.EndArray ? new BackupRow(table, values) : throw new FormatException("A row has too many values.");
    }

    private static object Value(ref Utf8JsonReader json, ColumnKind kind) => kind switch
    {
        ColumnKind.Text or ColumnKind.Json => json.GetString()!,
        ColumnKind.Number => json.GetInt64(),
        ColumnKind.Flag => json.GetBoolean(),
        _ => SqliteTime.Parse(json.GetString()!),
    };
}
