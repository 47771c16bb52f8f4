using System.Buffers;
using System.IO.Pipelines;

namespace Actors.Api.Users.Import;

/// <summary>Cuts a body into lines as it arrives; no more of it is held than the lines of one round.</summary>
internal sealed class ImportLines(PipeReader body)
{
    public const int MaxLineBytes = 16 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>How many lines were read.</summary>
    public long Number { get; private set; }

    /// <summary>The lines that have arrived, at most <paramref name="most"/>; waits for the first. Empty at the end of the body.</summary>
    public async ValueTask<List<Line>> ReadAsync(int most, CancellationToken cancellationToken)
    {
        var lines = new List<Line>();

        while (lines.Count == 0)
        {
            var read = await body.ReadAsync(cancellationToken);
            var rest = Cut(read.Buffer, read.IsCompleted, most, lines);

            if (rest.Length > MaxLineBytes && lines.Count == 0)
            {
                // Nobody knows where it ends, and the memory for it is not to be had.
                lines.Add(new Line(++Number, null));
                body.AdvanceTo(read.Buffer.End);
                return lines;
            }

            // Of a full round the rest was not looked at: what has arrived of it is read at once, and not only when more comes.
            body.AdvanceTo(rest.Start, lines.Count == most ? rest.Start : rest.End);

            if (read.IsCompleted && rest.IsEmpty)
            {
                return lines;
            }
        }

        return lines;
    }

    private ReadOnlySequence<byte> Cut(ReadOnlySequence<byte> buffer, bool isLast, int most, List<Line> lines)
    {
        while (lines.Count < most && !buffer.IsEmpty)
        {
            var end = buffer.PositionOf((byte)'\n');

            if (end is null && !isLast)
            {
                break;
            }

            var line = end is { } at ? buffer.Slice(0, at) : buffer;
            buffer = end is { } after ? buffer.Slice(buffer.GetPosition(1, after)) : buffer.Slice(buffer.End);
            Number++;

            if (line.Length > MaxLineBytes)
            {
                // Where it ends has arrived by chance: what follows is read no more than otherwise.
                lines.Add(new Line(Number, null));
                break;
            }
            else if (TextOf(line) is { Length: > 0 } text)
            {
                lines.Add(new Line(Number, text));
            }
        }

        return buffer;
    }

    private ReadOnlyMemory<byte> TextOf(ReadOnlySequence<byte> line)
    {
        var bytes = line.ToArray().AsMemory();
        var start = Number == 1 && bytes.Span.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var end = bytes.Span.EndsWith("\r"u8) ? bytes.Length - 1 : bytes.Length;
        return bytes[start..Math.Max(start, end)];
    }

    /// <param name="Number">Its number, from 1; empty lines are counted and passed over.</param>
    /// <param name="Text">Its bytes; null when it is too long.</param>
    public readonly record struct Line(long Number, ReadOnlyMemory<byte>? Text);
}
