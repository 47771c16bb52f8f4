using System.Text;
using Actors.Silo.Storage.Backups;
using Npgsql;
using NpgsqlTypes;

namespace Actors.Silo.Storage.Postgres;

/// <summary>How PostgreSQL holds values of each kind. A time to the tick is two columns: the second, <c>…_rest</c>, has what a timestamptz has no room for.</summary>
internal static class PostgresColumns
{
    private const string Rest = "_rest";

    /// <summary>The columns without those that are the second half of another.</summary>
    public static ILookup<string, string> WithoutParts(ILookup<string, string> columns) => columns
        .SelectMany(table => table, (table, column) => (Table: table.Key, Column: column))
        .Where(column => !column.Column.EndsWith(Rest, StringComparison.Ordinal) || !columns[column.Table].Contains(column.Column[..^Rest.Length]))
        .ToLookup(column => column.Table, column => column.Column);

    public static string Select(BackupTable table) => List(table, column => column.Kind == ColumnKind.Json ? $"{column.Name}::text" : column.Name);

    public static string Names(BackupTable table) => List(table, column => column.Name);

    public static object?[] Read(NpgsqlDataReader row, BackupTable table)
    {
        var values = new object?[table.Columns.Count];
        for (int i = 0, n = 0; i < values.Length; i++, n++)
        {
            var kind = table.Columns[i].Kind;
            values[i] = row.IsDBNull(n) ? null : kind switch
            {
                ColumnKind.Text => PostgresText.Unescape(row.GetString(n)),
                ColumnKind.Json => Encoding.UTF8.GetString(PostgresText.UnescapeJson(row.GetString(n))),
                // Counts are integer, versions bigint.
                ColumnKind.Number => row.GetFieldType(n) == typeof(int) ? row.GetInt32(n) : row.GetInt64(n),
                ColumnKind.Flag => row.GetBoolean(n),
                ColumnKind.Time => PostgresTime.Read(row, n, n + 1),
                _ => PostgresTime.Read(row, n),
            };
            n += kind == ColumnKind.Time ? 1 : 0;
        }

        return values;
    }

    public static async Task WriteAsync(NpgsqlBinaryImporter importer, BackupRow row, CancellationToken cancellationToken)
    {
        await importer.StartRowAsync(cancellationToken);
        for (var i = 0; i < row.Values.Length; i++)
        {
            var column = row.Table.Columns[i];
            await (row.Values[i] switch
            {
                string json when column.Kind == ColumnKind.Json => importer.WriteAsync(PostgresText.EscapeJson(Encoding.UTF8.GetBytes(json)), NpgsqlDbType.Jsonb, cancellationToken),
                string text => importer.WriteAsync(PostgresText.Escape(text), NpgsqlDbType.Text, cancellationToken),
                long attempts when IsInteger(column) => importer.WriteAsync((int)attempts, NpgsqlDbType.Integer, cancellationToken),
                long number => importer.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken),
                bool flag => importer.WriteAsync(flag, NpgsqlDbType.Boolean, cancellationToken),
                DateTimeOffset time => importer.WriteAsync(PostgresTime.Whole(time), NpgsqlDbType.TimestampTz, cancellationToken),
                _ => importer.WriteNullAsync(cancellationToken),
            });

            if (column.Kind == ColumnKind.Time)
            {
                await (row.Values[i] is DateTimeOffset time
                    ? importer.WriteAsync(PostgresTime.Rest(time), NpgsqlDbType.Smallint, cancellationToken)
                    : importer.WriteNullAsync(cancellationToken));
            }
        }
    }

    /// <summary>All other numbers are bigint.</summary>
    private static bool IsInteger(BackupColumn column) => column.Name == "attempts";

    private static string List(BackupTable table, Func<BackupColumn, string> text) => string.Join(", ", table.Columns.SelectMany<BackupColumn, string>(
        column => column.Kind == ColumnKind.Time ? [text(column), column.Name + Rest] : [text(column)]));
}
