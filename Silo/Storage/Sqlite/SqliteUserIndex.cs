using System.Collections.Immutable;
using System.Globalization;
using Actors.Storage;

namespace Actors.Silo.Storage.Sqlite;

internal sealed class SqliteUserIndex(SqliteReaders readers) : IUserIndex
{
    private const string Created = "json_extract(payload, '$.created_at')";
    private const string Email = "json_extract(payload, '$.email_normalized')";
    private const string Status = "json_extract(payload, '$.status')";
    private const char Separator = ' ';
    private const string SpecialRoles = """json_extract(payload, '$.roles') NOT IN ('[]', '["user"]')""";

    public Task<Page<ListedUser>?> ListAsync(UserQuery query, CancellationToken cancellationToken = default) =>
        PageCursor.TryParse(query.Cursor, ListName(query), out var cursor)
            ? readers.RunAsync<Page<ListedUser>?>(session => ReadPage(session, query, cursor))
            : Task.FromResult<Page<ListedUser>?>(null);

    public Task<ImmutableArray<string>> ListBehindAsync(int limit, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => ReadBehind(session, limit));

    /// <summary>The text of a list's query; a function of its own, so that a test can ask for its plan.</summary>
    /// <remarks>
    /// The index is named, because without statistics SQLite would guess, and with them it could change its mind. There is none without the
    /// status: a list of every status takes the first of each. Equals are in the order in which the index has them.
    /// </remarks>
    internal static (string Sql, SqliteQuery Values) Build(UserQuery query, PageCursor? cursor)
    {
        var byEmail = query.Sort is UserSort.EmailAscending or UserSort.EmailDescending;
        var backwards = query.Sort is UserSort.NewestFirst or UserSort.EmailDescending;
        var special = query.Role is not (null or ListedUsers.OrdinaryRole);
        var (sort, after, direction) = (byEmail ? Email : Created, backwards ? "<" : ">", backwards ? "DESC" : "ASC");
        var order = byEmail ? $"place {direction}, created {direction}, row {direction}" : $"place {direction}, row {direction}";

        var filter = new SqliteQuery()
            .And("grain_type = 'user' AND state_name = 'user'")
            .And($"{Created} >= {{0}}", query.CreatedAfter is { } time ? ListedUsers.After(time) : null)
            .And($"{Email} >= {{0}}", query.EmailPrefix)
            .And($"{Email} < {{0}}", query.EmailPrefix is { } prefix ? prefix + "\U0010FFFF" : null)
            .And($"{Created} IS NOT NULL AND {Email} IS NOT NULL");

        if (query.Role is not null)
        {
            filter.And("EXISTS (SELECT 1 FROM json_each(payload, '$.roles') WHERE value = {0})", query.Role);
        }

        if (special)
        {
            filter.And(SpecialRoles).And($"{Status} = {{0}}", query.Status);
        }

        if (cursor is not null)
        {
            var place = filter.Parameter(cursor.Place);
            var (created, row) = cursor.Id.Split(Separator, 2) is [var first, var second] ? (first, second) : ("", "");
            var behind = byEmail ? $"({Created}, rowid) {after} ({filter.Parameter(created)}, CAST({{0}} AS INTEGER))" : $"rowid {after} CAST({{0}} AS INTEGER)";
            filter.And($"{sort} {after}= {place} AND ({sort} {after} {place} OR {behind})", row);
        }

        var limit = filter.Parameter((query.Limit + 1).ToString(CultureInfo.InvariantCulture));
        var column = byEmail || query.EmailPrefix is not null ? "email" : "created";
        var branches = special
            ? [Branch("user_with_special_role")]
            : ListedUsers.Statuses(query).Select(status => Branch($"user_by_status_and_{column}", $"AND {Status} = {filter.Parameter(status)}"));

        // The page is found in the indexes alone; only its own rows are then read.
        return ($"""
            SELECT grain_key, payload, place, created || '{Separator}' || row FROM (
                {string.Join(" UNION ALL ", branches)}
                ORDER BY {order} LIMIT {limit}) AS page
            CROSS JOIN grain_state ON grain_state.rowid = page.row
            ORDER BY {order}
            """, filter);

        string Branch(string index, string condition = "") => $"""
            SELECT * FROM (
                SELECT rowid AS row, {sort} AS place, {Created} AS created FROM grain_state INDEXED BY {index} {filter.Where} {condition}
                ORDER BY {order} LIMIT {limit}) AS branch
            """;
    }

    internal static (string Sql, SqliteQuery Values) BuildBehind(int limit)
    {
        var query = new SqliteQuery().And("grain_type = 'user' AND state_name = 'user' AND json_extract(payload, '$.sessions_behind') = 1");
        var most = query.Parameter(limit.ToString(CultureInfo.InvariantCulture));
        return ($"SELECT grain_key FROM grain_state INDEXED BY user_with_sessions_behind {query.Where} LIMIT {most}", query);
    }

    private static ImmutableArray<string> ReadBehind(ReadSession session, int limit)
    {
        var (sql, values) = BuildBehind(limit);
        return [.. values.Bind(session.Statement(sql)).ReadAll(row => row.Text(0))];
    }

    private static string ListName(UserQuery query) => $"users {query.Sort}";

    private static Page<ListedUser> ReadPage(ReadSession session, UserQuery query, PageCursor? cursor)
    {
        var (sql, values) = Build(query, cursor);
        var rows = values.Bind(session.Statement(sql)).ReadAll(row => (ListedUsers.Read(row.Text(0), row.Utf8(1)), row.Text(2), row.Text(3)));
        return PageCursor.Cut(ListName(query), query.Limit, rows);
    }
}
