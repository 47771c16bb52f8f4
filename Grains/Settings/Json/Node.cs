using System.Buffers;

namespace Actors.Settings.Json;

/// <summary>A JSON value as it was written: numbers keep their digits, strings their escapes, objects their order.</summary>
/// <remarks>
/// Immutable but for a <see cref="Draft"/>, so parts are shared freely between a document and its patched successor, and each knows its
/// size and depth: a patch that copies a value into itself again and again meets the limit at once, not the machine's memory.
/// </remarks>
internal abstract class Node(int size, int depth)
{
    /// <summary>Bytes of the compact text.</summary>
    public int Size { get; private protected set; } = size;

    /// <summary>Arrays and objects inside each other, this one included; 0 for a scalar.</summary>
    public int Depth { get; private protected set; } = depth;

    /// <summary>The same text without insignificant whitespace.</summary>
    public abstract bool SameText(Node other);

    /// <summary>The same value as RFC 6902 compares: numbers by value, strings decoded, members in any order. The other is no draft.</summary>
    public abstract bool SameValue(Node other);

    /// <summary>The compact text.</summary>
    public byte[] ToUtf8()
    {
        var utf8 = new byte[Size];
        var rest = utf8.AsSpan();
        Write(ref rest);
        return utf8;
    }

    internal abstract void Write(ref Span<byte> rest);

    /// <summary>The sum of sizes; one that does not fit is held at the largest, which every limit refuses.</summary>
    protected static int Sum(long size) => size > int.MaxValue ? int.MaxValue : (int)size;

    protected static void Put(ref Span<byte> rest, byte value)
    {
        rest[0] = value;
        rest = rest[1..];
    }

    protected static void Put(ref Span<byte> rest, ReadOnlySpan<byte> value)
    {
        value.CopyTo(rest);
        rest = rest[value.Length..];
    }
}
