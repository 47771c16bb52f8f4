using System.Globalization;
using System.Text;

namespace Actors;

/// <summary>Times as callers are told them everywhere: RFC 3339 in UTC with milliseconds, <c>2026-11-20T21:05:00.123Z</c>.</summary>
public static class Rfc3339
{
    /// <summary>How many characters a time has.</summary>
    public const int Length = 24;

    /// <summary>The time as text.</summary>
    public static string ToText(DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[Length];
        Write(time, text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Writes the time as text, ASCII.</summary>
    /// <param name="time">The time.</param>
    /// <param name="text">Where it goes: its first <see cref="Length"/> bytes.</param>
    public static void Write(DateTimeOffset time, Span<byte> text)
    {
        // The round-trip form has four digits more, and is made without reading a pattern.
        Span<byte> roundTrip = stackalloc byte[28];
        time.UtcDateTime.TryFormat(roundTrip, out _, "O", CultureInfo.InvariantCulture);
        roundTrip[..(Length - 1)].CopyTo(text);
        text[Length - 1] = (byte)'Z';
    }
}
