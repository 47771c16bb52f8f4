using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Actors.Settings.Json;

/// <summary>Says what is wrong with a text that is not JSON, and at which byte.</summary>
internal static class JsonFaults
{
    public static SettingsError Explain(ReadOnlySpan<byte> utf8, JsonException exception)
    {
        var offset = OffsetOf(utf8, exception);
        var (code, message) = Classify(utf8, offset);
        return new SettingsError("", code, message, offset);
    }

    /// <summary>Where an escaped surrogate lacks its other half, or null. The escapes themselves are well-formed.</summary>
    public static int? LoneSurrogate(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                continue;
            }

            if (text[i + 1] != 'u')
            {
                i++;
                continue;
            }

            var unit = CodeUnit(text[i..]);

            if (char.IsSurrogate(unit))
            {
                var next = i + 6;

                if (char.IsLowSurrogate(unit) || !text[next..].StartsWith("\\u"u8) || !char.IsLowSurrogate(CodeUnit(text[next..])))
                {
                    return i;
                }

                i = next;
            }

            i += 5;
        }

        return null;
    }

    public static int FirstInvalidByte(ReadOnlySpan<byte> utf8)
    {
        var offset = 0;

        while (Rune.DecodeFromUtf8(utf8[offset..], out _, out var consumed) == OperationStatus.Done)
        {
            offset += consumed;
        }

        return offset;
    }

    private static char CodeUnit(ReadOnlySpan<byte> escape) =>
        (char)Convert.ToUInt16(Encoding.ASCII.GetString(escape.Slice(2, 4)), 16);

    private static int OffsetOf(ReadOnlySpan<byte> utf8, JsonException exception)
    {
        var offset = 0;

        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            offset += utf8[offset..].IndexOf((byte)'\n') + 1;
        }

        return Math.Min(utf8.Length, offset + (int)(exception.BytePositionInLine ?? 0));
    }

    private static (string Code, string Message) Classify(ReadOnlySpan<byte> utf8, int offset)
    {
        var before = utf8[..offset].TrimEnd(" \t\r\n"u8);
        var rest = utf8[offset..];

        if (rest is [(byte)'/', ..] || (before is [.., (byte)'/'] && rest is [(byte)'*' or (byte)'/', ..]))
        {
            return (SettingsErrorCodes.Comment, "JSON has no comments.");
        }

        if (before is [.., (byte)','] && rest is [(byte)']' or (byte)'}', ..])
        {
            return (SettingsErrorCodes.TrailingComma, "A comma stands before a closing bracket.");
        }

        if (rest is [(byte)'N' or (byte)'I' or (byte)'+', ..] || (before is [.., (byte)'-' or (byte)'0'] && rest is [not (byte)'"', ..]))
        {
            return (SettingsErrorCodes.InvalidNumber, "JSON does not know this number.");
        }

        return (SettingsErrorCodes.MalformedJson, rest.IsEmpty ? "The text ends too early." : "The text is not JSON here.");
    }
}
