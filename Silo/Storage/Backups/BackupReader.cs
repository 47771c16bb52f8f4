using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Tokens;

namespace Actors.Silo.Storage.Backups;

/// <summary>Reads what <see cref="BackupWriter"/> has written, and believes nothing before the seal at its end is found to be right.</summary>
internal sealed class BackupReader : IRowSource
{
    private readonly Stream _stream;
    private readonly PipeReader _file;
    private readonly IncrementalHash _seal;
    private RowReader _rows = null!;
    private long _length;

    private BackupReader(Stream file, string name, MasterKey master)
    {
        Name = name;
        _stream = file;
        _file = PipeReader.Create(new GZipStream(file, CompressionMode.Decompress), new StreamPipeReaderOptions(bufferSize: 1 << 18, minimumReadSize: 1 << 16));
        _seal = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, master.Derive(BackupWriter.SealPurpose));
    }

    public string Name { get; }

    public BackupHeader Header { get; private set; } = BackupHeader.None;

    /// <summary>Reads the header, and refuses what this program or this master key cannot read.</summary>
    public static async Task<BackupReader> OpenAsync(Stream file, string name, MasterKey master, CancellationToken cancellationToken)
    {
        var reader = new BackupReader(file, name, master);
        try
        {
            await reader.ReadHeaderAsync(master, cancellationToken);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    public async IAsyncEnumerable<BackupRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sums = new RowSums();
        while (true)
        {
            var line = await LineAsync(cancellationToken);
            if (line[0] != '[')
            {
                await CheckEndAsync(line, sums, cancellationToken);
                yield break;
            }

            _seal.AppendData(line);
            var row = Parsed(() => _rows.Read(line));
            sums.Add(row);
            yield return row;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _file.CompleteAsync();
        _seal.Dispose();
    }

    private async Task ReadHeaderAsync(MasterKey master, CancellationToken cancellationToken)
    {
        var line = await LineAsync(cancellationToken);
        _seal.AppendData(line);
        using (var first = Parsed(() => JsonDocument.Parse(line)))
        {
            // Before the rest of it is looked at: a newer program may have changed all but these two.
            var version = Parsed(() => first.RootElement.GetProperty("format").GetString() == BackupHeader.FormatName ? first.RootElement.GetProperty("format_version").GetInt32() : throw new FormatException());
            if (version > BackupHeader.NewestVersion)
            {
                throw new BackupException($"{Name} has format {version}, written by a newer program; this one reads formats up to {BackupHeader.NewestVersion}.");
            }
        }

        Header = Parse(line, BackupJson.Default.BackupHeader);
        _rows = Parsed(() => new RowReader(Header));
        // The parser refuses a member that is null, and lets an entry of a list pass.
        if (Header.SchemaSteps.Contains(null))
        {
            throw Damaged();
        }

        if (Header.MasterKey != master.Id)
        {
            throw new BackupException(
                $"{Name} needs the master key {Header.MasterKey}, but Tokens:MasterKey is {master.Id}: with it, the secrets in the backup could never be read. Give the former key, or the file master.key that belongs to the backup.");
        }
    }

    private async Task CheckEndAsync(byte[] manifest, RowSums sums, CancellationToken cancellationToken)
    {
        var expected = Parse(manifest, BackupJson.Default.BackupManifest).Sums;
        _seal.AppendData(manifest);
        var last = Parse(await LineAsync(cancellationToken), BackupJson.Default.BackupSeal).HmacSha256;
        var seal = Parsed(() => Convert.FromHexString(last));
        if (!CryptographicOperations.FixedTimeEquals(seal, _seal.GetHashAndReset()) || !Sums.Same(sums.Totals, expected) || !await IsAtEndAsync(cancellationToken))
        {
            throw Damaged();
        }
    }

    private async Task<bool> IsAtEndAsync(CancellationToken cancellationToken)
    {
        var read = await ReadMoreAsync(cancellationToken);
        return read.IsCompleted && read.Buffer.IsEmpty && EndsWithItsLength();
    }

    /// <summary>The last four bytes of a gzip file (RFC 1952, 2.3.1), which the stream itself neither asks for nor looks behind.</summary>
    private bool EndsWithItsLength()
    {
        Span<byte> length = stackalloc byte[4];
        _stream.Seek(-length.Length, SeekOrigin.End);
        _stream.ReadExactly(length);
        return BinaryPrimitives.ReadUInt32LittleEndian(length) == unchecked((uint)_length);
    }

    /// <summary>The next line with its end.</summary>
    private async Task<byte[]> LineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await ReadMoreAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var next = read.Buffer.GetPosition(1, end);
                var line = read.Buffer.Slice(0, next).ToArray();
                _file.AdvanceTo(next);
                _length += line.Length;
                return line;
            }

            if (read.IsCompleted)
            {
                throw new BackupException($"{Name} is cut off: its end is missing. Nothing was changed.");
            }

            _file.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private async Task<ReadResult> ReadMoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _file.ReadAsync(cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
    }

    private T Parse<T>(byte[] line, JsonTypeInfo<T> type) => Parsed(() => JsonSerializer.Deserialize(line, type) ?? throw new FormatException());

    private T Parsed<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw Damaged(e);
        }
    }

    private BackupException Damaged(Exception? cause = null) =>
        new($"{Name} is damaged, was changed, or is no backup. Nothing was changed.", cause);
}
