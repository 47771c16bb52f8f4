using System.Collections.Immutable;
using Actors.Audit;
using Actors.Storage;
using Npgsql;

namespace Actors.Silo.Storage.Postgres;

internal sealed class PostgresEventLog(PostgresSessions sessions) : IEventLog
{
    private const string Columns =
        "position, id, chain, sequence, at, at_rest, type, outcome, user_id, actor_id, request_id, has_personal, ip, user_agent, detail, personal_hash, previous_hash, hash";

    public async Task<Page<AuditEvent>?> ListAsync(EventQuery query, CancellationToken cancellationToken = default) =>
        EventCursor.TryParse(query.Cursor, out var cursor)
            ? await sessions.RunAsync(connection => ReadPageAsync(connection, query, cursor))
            : null;

    public Task<ImmutableArray<AuditEvent>> ReadChainAsync(string chain, long afterSequence, int limit, CancellationToken cancellationToken = default)
    {
        var query = new PostgresQuery().And("chain = {0}", chain);
        return ReadAsync(query.And($"sequence > {query.Parameter(afterSequence)}"), "chain, sequence", limit);
    }

    public Task<ImmutableArray<AuditEvent>> ReadAllAsync(ChainPosition? after, int limit, CancellationToken cancellationToken = default)
    {
        var query = new PostgresQuery();
        return ReadAsync(
            query.And($"(chain, sequence) >= ({query.Parameter(PostgresText.Escape(after?.Chain ?? ""))}, {query.Parameter(after?.Sequence + 1 ?? long.MinValue)})"), "chain, sequence", limit);
    }

    public async Task<int> ErasePersonalAsync(string userId, CancellationToken cancellationToken = default) =>
        await EraseAsync("user_id", userId, cancellationToken) + await EraseAsync("actor_id", userId, cancellationToken);

    private Task<int> EraseAsync(string column, string userId, CancellationToken cancellationToken) => ErasedPortion.EraseAllAsync(
        after => sessions.RunAsync(connection => PostgresEraser.EraseAsync(connection, column, userId, after)), cancellationToken);

    private Task<ImmutableArray<AuditEvent>> ReadAsync(PostgresQuery query, string order, int limit)
    {
        var sql = $"SELECT {Columns} FROM audit_event {query.Where} ORDER BY {order} LIMIT {query.Parameter((long)limit)}";
        return sessions.RunAsync(async connection => (await query.ReadAsync(connection, sql, Read)).ToImmutableArray());
    }

    private static async Task<Page<AuditEvent>?> ReadPageAsync(NpgsqlConnection connection, EventQuery query, EventCursor? cursor)
    {
        var filter = new PostgresQuery()
            .And("user_id = {0}", query.UserId)
            .And("actor_id = {0}", query.ActorId)
            .And("ip = {0}", query.Ip)
            .And("type = {0}", query.Type);
        Bound(filter, ">=", query.From);
        Bound(filter, "<", query.To);

        if (cursor is not null)
        {
            filter.And($"(at, at_rest, position) < ({filter.Parameter(PostgresTime.Whole(cursor.At))}, {filter.Parameter(PostgresTime.Rest(cursor.At))}, {filter.Parameter(cursor.Position)})");
        }

        var sql = $"SELECT {Columns} FROM audit_event {filter.Where} ORDER BY at DESC, at_rest DESC, position DESC LIMIT {filter.Parameter((long)query.Limit + 1)}";
        var rows = await filter.ReadAsync(connection, sql, row => (Read(row), row.GetInt64(0)));
        return EventCursor.Cut(query.Limit, rows);
    }

    private static void Bound(PostgresQuery filter, string relation, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            filter.And($"(at, at_rest) {relation} ({filter.Parameter(PostgresTime.Whole(value))}, {filter.Parameter(PostgresTime.Rest(value))})");
        }
    }

    private static AuditEvent Read(NpgsqlDataReader row) => new()
    {
        Id = PostgresText.Unescape(row.GetString(1)),
        Chain = PostgresText.Unescape(row.GetString(2)),
        Sequence = row.GetInt64(3),
        At = PostgresTime.Read(row, 4, 5),
        Type = PostgresText.Unescape(row.GetString(6)),
        Outcome = PostgresText.Unescape(row.GetString(7)),
        UserId = PostgresText.Unescape(row.GetString(8)),
        ActorId = TextOrNull(row, 9),
        RequestId = TextOrNull(row, 10),
        Personal = row.GetBoolean(11) ? new AuditPersonal(TextOrNull(row, 12), TextOrNull(row, 13), TextOrNull(row, 14)) : null,
        PersonalHash = row.GetString(15),
        PreviousHash = row.GetString(16),
        Hash = row.GetString(17),
    };

    private static string? TextOrNull(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : PostgresText.Unescape(row.GetString(column));
}
