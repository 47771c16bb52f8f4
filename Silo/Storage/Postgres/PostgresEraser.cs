using Npgsql;

namespace Actors.Silo.Storage.Postgres;

/// <summary>Erases the personal parts of a user's audit entries, a portion in a transaction.</summary>
internal static class PostgresEraser
{
    /// <summary>
    /// The next entries in the order of the column's index, also those that have been erased: so a portion takes as long wherever the last
    /// attempt was broken off. Everybody locks entries in the same order.
    /// </summary>
    /// <param name="connection">Where.</param>
    /// <param name="column">The column that names the user.</param>
    /// <param name="userId">The user.</param>
    /// <param name="after">The portion before it.</param>
    public static async Task<ErasedPortion> EraseAsync(NpgsqlConnection connection, string column, string userId, ErasedPortion after)
    {
        var query = new PostgresQuery().And($"{column} = {{0}}", userId);
        query.And($"(at, at_rest, position) > ({query.Parameter(PostgresTime.Whole(after.LastAt))}, {query.Parameter(PostgresTime.Rest(after.LastAt))}, {query.Parameter(after.LastPosition)})");

        var sql = $"""
            WITH portion AS MATERIALIZED (
                SELECT at, at_rest, position FROM audit_event {query.Where}
                ORDER BY at, at_rest, position LIMIT {query.Parameter((long)ErasedPortion.Size)}
            ), locked AS (
                SELECT position FROM audit_event JOIN portion USING (position) WHERE has_personal
                ORDER BY portion.at, portion.at_rest, position
                FOR UPDATE OF audit_event
            ), erased AS (
                UPDATE audit_event SET has_personal = false, ip = NULL, user_agent = NULL, detail = NULL
                FROM locked WHERE audit_event.position = locked.position
                RETURNING 1
            )
            SELECT (SELECT COUNT(*) FROM portion), (SELECT COUNT(*) FROM erased), at, at_rest, position
            FROM portion ORDER BY at DESC, at_rest DESC, position DESC LIMIT 1
            """;
        var portions = await query.ReadAsync(
            connection, sql, row => new ErasedPortion((int)row.GetInt64(0), (int)row.GetInt64(1), PostgresTime.Read(row, 2, 3), row.GetInt64(4)));

        return portions is [var portion] ? portion : ErasedPortion.None;
    }
}
