using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Silo.Storage.Sqlite;
using Actors.Tokens;

namespace Actors.Silo.Storage.Backups;

/// <summary>Writes everything of a source as lines of JSON, compressed: a header, a line a row, what they add up to, and a seal.</summary>
internal sealed class BackupWriter : IDisposable
{
    public const string SealPurpose = "backup-seal";

    private const int Portion = 64 * 1024;

    private readonly GZipStream _file;
    private readonly IncrementalHash _seal;
    private readonly ArrayBufferWriter<byte> _lines = new(2 * Portion);
    private readonly Utf8JsonWriter _writer;

    private BackupWriter(Stream file, MasterKey master)
    {
        _file = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
        _seal = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, master.Derive(SealPurpose));
        // Nothing reads it as part of a page.
        _writer = new Utf8JsonWriter(_lines, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public static async Task<IReadOnlyDictionary<string, TableSum>> WriteAsync(IRowSource source, MasterKey master, Stream file, CancellationToken cancellationToken)
    {
        using var writer = new BackupWriter(file, master);
        var sums = new RowSums();
        writer.Add(source.Header, BackupJson.Default.BackupHeader);

        await foreach (var row in source.ReadAsync(cancellationToken))
        {
            sums.Add(row);
            writer.Add(row);
            if (writer._lines.WrittenCount > Portion)
            {
                writer.WriteOut();
            }
        }

        writer.Add(new BackupManifest(sums.Totals), BackupJson.Default.BackupManifest);
        writer.WriteOut();
        writer.Add(new BackupSeal(Convert.ToHexStringLower(writer._seal.GetHashAndReset())), BackupJson.Default.BackupSeal);
        writer.WriteOut();
        return sums.Totals;
    }

    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
        _seal.Dispose();
    }

    private void WriteOut()
    {
        _seal.AppendData(_lines.WrittenSpan);
        _file.Write(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
    }

    private void Add<T>(T line, JsonTypeInfo<T> type)
    {
        JsonSerializer.Serialize(_writer, line, type);
        EndLine();
    }

    private void Add(BackupRow row)
    {
        _writer.WriteStartArray();
        _writer.WriteStringValue(row.Table.Name);
        foreach (var value in row.Values)
        {
            switch (value)
            {
                case string text: _writer.WriteStringValue(text); break;
                case long number: _writer.WriteNumberValue(number); break;
                case bool flag: _writer.WriteBooleanValue(flag); break;
                case DateTimeOffset time: _writer.WriteStringValue(SqliteTime.Format(time)); break;
                default: _writer.WriteNullValue(); break;
            }
        }

        _writer.WriteEndArray();
        EndLine();
    }

    private void EndLine()
    {
        _writer.Flush();
        _lines.GetSpan(1)[0] = (byte)'\n';
        _lines.Advance(1);
        _writer.Reset();
    }
}
