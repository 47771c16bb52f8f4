using System.Globalization;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>Times as text of one width: exact to the tick, readable, and sorted as text as they are in time. Where there are many, as numbers.</summary>
internal static class SqliteTime
{
    private const string Shape = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Shape, CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text) =>
        new(DateTime.ParseExact(text, Shape, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));

    /// <summary>In units of 100 ns since 1970, UTC.</summary>
    public static long Ticks(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks;

    public static DateTimeOffset FromTicks(long ticks) => DateTimeOffset.UnixEpoch.AddTicks(ticks);
}
