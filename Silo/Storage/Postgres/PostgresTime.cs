using Npgsql;

namespace Actors.Silo.Storage.Postgres;

/// <summary>Times to the tick, of which a <c>timestamptz</c> keeps the microseconds and a column beside it the rest.</summary>
internal static class PostgresTime
{
    public static short Rest(DateTimeOffset time) => (short)(time.UtcTicks % TimeSpan.TicksPerMicrosecond);

    public static DateTime Whole(DateTimeOffset time) => time.UtcDateTime.AddTicks(-Rest(time));

    public static DateTimeOffset Read(NpgsqlDataReader row, int column) => new(row.GetDateTime(column), TimeSpan.Zero);

    public static DateTimeOffset Read(NpgsqlDataReader row, int column, int rest) => Read(row, column).AddTicks(row.GetInt16(rest));
}
