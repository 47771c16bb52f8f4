using System.Globalization;

namespace Actors;

/// <summary>Times as callers are told them everywhere: RFC 3339 in UTC with milliseconds, <c>2026-11-20T21:05:00.123Z</c>.</summary>
public static class Rfc3339
{
    /// <summary>The format of a time in UTC.</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The time as text.</summary>
    public static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}
