using System.Collections.Immutable;
using Actors.Notifications;
using Actors.Storage;
using Npgsql;

namespace Actors.Silo.Storage.Postgres;

internal sealed class PostgresOutbox(PostgresSessions sessions, TimeProvider clock) : IMailOutbox
{
    /// <summary>Each is answered from the index of its mails alone; here, so that a test can ask for the plan.</summary>
    internal const string Counts =
        "SELECT (SELECT COUNT(*) FROM outbox WHERE due_at IS NOT NULL), (SELECT COUNT(*) FROM outbox WHERE due_at IS NULL)";

    public Task<ImmutableArray<TakenMail>> TakeDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken = default) => sessions.RunAsync(async connection =>
    {
        var now = clock.GetUtcNow();
        var query = new PostgresQuery();
        // Two senders that look at once pass over each other's rows instead of waiting for them.
        var taken = await query.ReadAsync(
            connection,
            $"""
            WITH due AS (
                SELECT id, due_at FROM outbox WHERE due_at <= {query.Parameter(now.UtcDateTime)}
                ORDER BY due_at, id LIMIT {query.Parameter(limit)} FOR UPDATE SKIP LOCKED
            ), taken AS (
                UPDATE outbox SET attempts = attempts + 1, due_at = {query.Parameter((now + lease).UtcDateTime)} FROM due WHERE outbox.id = due.id
                RETURNING outbox.id, recipient, subject, text, html, created_at, attempts, due.due_at AS was_due
            )
            SELECT id, recipient, subject, text, html, created_at, attempts FROM taken ORDER BY was_due, id
            """,
            row => new TakenMail(Read(row), row.GetInt32(6)));
        return taken.ToImmutableArray();
    });

    public async Task<bool> MarkSentAsync(string id, CancellationToken cancellationToken = default) =>
        await ExecuteAsync("DELETE FROM outbox WHERE id = $1", PostgresText.Escape(id)) == 1;

    public async Task<bool> MarkFailedAsync(string id, int attempt, DateTimeOffset? nextAttemptAt, string error, CancellationToken cancellationToken = default) =>
        await ExecuteAsync(
            "UPDATE outbox SET due_at = $3, last_error = $4 WHERE id = $1 AND attempts = $2",
            PostgresText.Escape(id), attempt, nextAttemptAt?.UtcDateTime, PostgresText.Escape(error)) == 1;

    public Task<int> EraseGivenUpAsync(string recipient, CancellationToken cancellationToken = default) =>
        ExecuteAsync("DELETE FROM outbox WHERE recipient = $1 AND due_at IS NULL", PostgresText.Escape(recipient));

    // Silos that do so at once pass over each other's rows, as senders do.
    public Task<int> EraseGivenUpAsync(DateTimeOffset writtenBefore, int limit, CancellationToken cancellationToken = default) =>
        ExecuteAsync(
            """
            WITH old AS (
                SELECT id FROM outbox WHERE due_at IS NULL AND created_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED
            )
            DELETE FROM outbox USING old WHERE outbox.id = old.id
            """,
            writtenBefore.UtcDateTime, limit);

    public Task<OutboxCounts> CountAsync(CancellationToken cancellationToken = default) => sessions.RunAsync(async connection =>
        (await new PostgresQuery().ReadAsync(connection, Counts, row => new OutboxCounts(row.GetInt64(0), row.GetInt64(1))))[0]);

    private Task<int> ExecuteAsync(string sql, params object?[] values) => sessions.RunAsync(async connection =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is null
                ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz }
                : new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteNonQueryAsync();
    });

    private static OutgoingMail Read(NpgsqlDataReader row) => new()
    {
        Id = PostgresText.Unescape(row.GetString(0)),
        To = PostgresText.Unescape(row.GetString(1)),
        Subject = PostgresText.Unescape(row.GetString(2)),
        Text = PostgresText.Unescape(row.GetString(3)),
        Html = PostgresText.Unescape(row.GetString(4)),
        CreatedAt = PostgresTime.Read(row, 5),
    };
}
