using Npgsql;
using NpgsqlTypes;

namespace Actors.Silo.Storage.Postgres;

/// <summary>Changes many rows of grain state in one statement and tells of each whether it fitted.</summary>
internal static class StateBatch
{
    /// <summary>
    /// The rows are locked in order of their keys before any is changed. A row that another transaction changed meanwhile
    /// is looked at as it is now, so its version decides.
    /// </summary>
    private const string Sql =
        """
        WITH input AS (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY
                AS input (grain_type, grain_key, state_name, payload, expected, next, n)
        ), locked AS (
            SELECT input.n, state.version
            FROM input JOIN grain_state state USING (grain_type, grain_key, state_name)
            ORDER BY grain_type, grain_key, state_name
            FOR UPDATE OF state
        ), fitting AS (
            SELECT input.* FROM input JOIN locked ON locked.n = input.n AND locked.version = input.expected
        ), updated AS (
            UPDATE grain_state state SET payload = fitting.payload::jsonb, version = fitting.next, modified_at = $7
            FROM fitting
            WHERE (state.grain_type, state.grain_key, state.state_name) = (fitting.grain_type, fitting.grain_key, fitting.state_name)
                AND state.version = fitting.expected AND fitting.payload IS NOT NULL
            RETURNING fitting.n
        ), deleted AS (
            DELETE FROM grain_state state USING fitting
            WHERE (state.grain_type, state.grain_key, state.state_name) = (fitting.grain_type, fitting.grain_key, fitting.state_name)
                AND state.version = fitting.expected AND fitting.payload IS NULL
            RETURNING fitting.n
        ), missing AS (
            SELECT input.* FROM input WHERE expected IS NULL AND NOT EXISTS (SELECT FROM locked WHERE locked.n = input.n)
        ), inserted AS (
            INSERT INTO grain_state (grain_type, grain_key, state_name, payload, version, modified_at)
            SELECT grain_type, grain_key, state_name, payload::jsonb, next, $7 FROM missing WHERE payload IS NOT NULL
            ORDER BY grain_type, grain_key, state_name
            ON CONFLICT DO NOTHING
            RETURNING grain_type, grain_key, state_name
        ), stored AS (
            SELECT n FROM updated
            UNION ALL SELECT n FROM deleted
            UNION ALL SELECT n FROM missing WHERE payload IS NULL
            UNION ALL SELECT n FROM missing JOIN inserted USING (grain_type, grain_key, state_name)
        )
        SELECT n, stored.n IS NOT NULL, locked.version
        FROM input LEFT JOIN stored USING (n) LEFT JOIN locked USING (n)
        """;

    public static async Task ApplyAsync(NpgsqlConnection connection, List<PendingWrite> batch, DateTimeOffset now)
    {
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                batch.Column(NpgsqlDbType.Text, write => PostgresText.Escape(write.Write.Key.GrainType)),
                batch.Column(NpgsqlDbType.Text, write => PostgresText.Escape(write.Write.Key.GrainKey)),
                batch.Column(NpgsqlDbType.Text, write => PostgresText.Escape(write.Write.Key.StateName)),
                batch.Column(NpgsqlDbType.Text, write => write.Write.Payload is { } payload ? PostgresText.EscapeJson(payload.Span) : null),
                batch.Column(NpgsqlDbType.Bigint, write => write.Write.Expected),
                batch.Column(NpgsqlDbType.Bigint, write => write.Write.Next),
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            },
        };
        await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var pending = batch[(int)reader.GetInt64(0) - 1];
            pending.Outcome = reader.GetBoolean(1)
                ? new WriteOutcome(Stored: true, pending.Write.Payload is null ? null : pending.Write.Next)
                : new WriteOutcome(Stored: false, reader.IsDBNull(2) ? null : reader.GetInt64(2));
        }
    }

    /// <summary>One array for each column, which the statement puts together to rows again.</summary>
    public static NpgsqlParameter Column<TRow, TValue>(this IReadOnlyList<TRow> rows, NpgsqlDbType type, Func<TRow, TValue> value) =>
        new NpgsqlParameter<TValue[]> { TypedValue = [.. rows.Select(value)], NpgsqlDbType = NpgsqlDbType.Array | type };
}
