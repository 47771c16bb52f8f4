using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Actors.Silo.Storage.Sqlite;

namespace Actors.Silo.Storage.Backups;

/// <summary>What a row says, as bytes that do not depend on the database: JSON in canonical form, times as exact as both keep them.</summary>
internal sealed class RowText
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Valid until the next row.</summary>
    public ReadOnlySpan<byte> Of(BackupRow row)
    {
        _buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_buffer);
        writer.WriteStartArray();

        for (var i = 0; i < row.Values.Length; i++)
        {
            // By name: rows of an older schema say the same as those that have since gained a column without a value.
            if (row.Values[i] is { } value)
            {
                writer.WriteStringValue(row.Table.Columns[i].Name);
                Write(writer, value, row.Table.Columns[i].Kind);
            }
        }

        writer.WriteEndArray();
        writer.Flush();
        return _buffer.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter writer, object value, ColumnKind kind)
    {
        switch (value)
        {
            case string json when kind == ColumnKind.Json:
                CanonicalJson.Write(writer, json);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(SqliteTime.Format(time.AddTicks(-(time.UtcTicks % Exactness(kind)))));
                break;
            default:
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"No column holds a {value.GetType()}."), nameof(value));
        }
    }

    private static long Exactness(ColumnKind kind) => kind switch
    {
        ColumnKind.TimeToMillisecond => TimeSpan.TicksPerMillisecond,
        ColumnKind.TimeToMicrosecond => TimeSpan.TicksPerMicrosecond,
        _ => 1,
    };
}
