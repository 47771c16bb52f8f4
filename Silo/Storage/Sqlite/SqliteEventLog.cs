using System.Collections.Immutable;
using System.Globalization;
using Actors.Audit;
using Actors.Storage;

namespace Actors.Silo.Storage.Sqlite;

internal sealed class SqliteEventLog(SqliteReaders readers, SqliteWriter writer) : IEventLog
{
    private const string Columns =
        "position, id, chain, sequence, at, type, outcome, user_id, actor_id, request_id, has_personal, ip, user_agent, detail, personal_hash, previous_hash, hash";

    public Task<Page<AuditEvent>?> ListAsync(EventQuery query, CancellationToken cancellationToken = default) =>
        EventCursor.TryParse(query.Cursor, out var cursor)
            ? readers.RunAsync<Page<AuditEvent>?>(session => ReadPage(session, query, cursor))
            : Task.FromResult<Page<AuditEvent>?>(null);

    public Task<ImmutableArray<AuditEvent>> ReadChainAsync(string chain, long afterSequence, int limit, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => session
            .Statement($"SELECT {Columns} FROM audit_event WHERE chain = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3")
            .Bind(1, chain).Bind(2, afterSequence).Bind(3, limit)
            .ReadAll(Read).ToImmutableArray());

    public Task<ImmutableArray<AuditEvent>> ReadAllAsync(ChainPosition? after, int limit, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => session
            .Statement($"SELECT {Columns} FROM audit_event WHERE (chain, sequence) >= (?1, ?2) ORDER BY chain, sequence LIMIT ?3")
            .Bind(1, after?.Chain ?? "").Bind(2, after?.Sequence + 1 ?? long.MinValue).Bind(3, limit)
            .ReadAll(Read).ToImmutableArray());

    public async Task<int> ErasePersonalAsync(string userId, CancellationToken cancellationToken = default) =>
        await ErasedPortion.EraseAllAsync(after => writer.RunAsync(session => session.Events.EraseAbout(userId, after)), cancellationToken)
        + await ErasedPortion.EraseAllAsync(after => writer.RunAsync(session => session.Events.EraseCaused(userId, after)), cancellationToken);

    /// <summary>The text of a list's query; a function of its own, so that a test can ask for its plan.</summary>
    internal static (string Sql, SqliteQuery Values) Build(EventQuery query, EventCursor? cursor)
    {
        var filter = new SqliteQuery()
            .And("user_id = {0}", query.UserId)
            .And("actor_id = {0}", query.ActorId)
            .And("ip = {0}", query.Ip)
            .And("type = {0}", query.Type)
            .And("at >= {0}", query.From is { } from ? Ticks(from) : null)
            .And("at < {0}", query.To is { } to ? Ticks(to) : null);

        if (cursor is not null)
        {
            var place = filter.Parameter(Ticks(cursor.At));
            filter.And($"at <= {place} AND (at < {place} OR position < CAST({{0}} AS INTEGER))", cursor.Position.ToString(CultureInfo.InvariantCulture));
        }

        var index = query switch
        {
            { UserId: not null } => "audit_event_by_user",
            { ActorId: not null } => "audit_event_by_actor",
            { Ip: not null } => "audit_event_by_ip",
            { Type: not null } => "audit_event_by_type",
            _ => "audit_event_by_time",
        };

        var limit = filter.Parameter((query.Limit + 1).ToString(CultureInfo.InvariantCulture));
        return ($"SELECT {Columns} FROM audit_event INDEXED BY {index} {filter.Where} ORDER BY at DESC, position DESC LIMIT {limit}", filter);
    }

    private static string Ticks(DateTimeOffset time) => SqliteTime.Ticks(time).ToString(CultureInfo.InvariantCulture);

    private static Page<AuditEvent> ReadPage(ReadSession session, EventQuery query, EventCursor? cursor)
    {
        var (sql, values) = Build(query, cursor);
        var rows = values.Bind(session.Statement(sql)).ReadAll(row => (Read(row), row.Number(0)));
        return EventCursor.Cut(query.Limit, rows);
    }

    private static AuditEvent Read(SqliteStatement row) => new()
    {
        Id = row.Text(1),
        Chain = row.Text(2),
        Sequence = row.Number(3),
        At = SqliteTime.FromTicks(row.Number(4)),
        Type = row.Text(5),
        Outcome = row.Text(6),
        UserId = row.Text(7),
        ActorId = row.TextOrNull(8),
        RequestId = row.IsNull(9) ? null : row.Digits(9),
        Personal = row.Number(10) == 1 ? new AuditPersonal(row.TextOrNull(11), row.TextOrNull(12), row.TextOrNull(13)) : null,
        PersonalHash = row.Digits(14),
        PreviousHash = row.Digits(15),
        Hash = row.Digits(16),
    };
}
