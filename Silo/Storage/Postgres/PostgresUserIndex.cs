using System.Collections.Immutable;
using System.Text;
using Actors.Storage;
using Npgsql;

namespace Actors.Silo.Storage.Postgres;

internal sealed class PostgresUserIndex(PostgresSessions sessions) : IUserIndex
{
    public async Task<Page<ListedUser>?> ListAsync(UserQuery query, CancellationToken cancellationToken = default) =>
        PageCursor.TryParse(query.Cursor, ListName(query), out var cursor)
            ? await sessions.RunAsync(connection => ReadPageAsync(connection, query, cursor))
            : null;

    public Task<ImmutableArray<string>> ListBehindAsync(int limit, CancellationToken cancellationToken = default) =>
        sessions.RunAsync(connection => ReadBehindAsync(connection, limit));

    /// <summary>The text of a list's query; a function of its own, so that a test can ask for its plan.</summary>
    /// <remarks>There is no index without the status: a list of every status takes the first of each.</remarks>
    internal static (string Sql, PostgresQuery Values) Build(UserQuery query, PageCursor? cursor)
    {
        var backwards = query.Sort is UserSort.NewestFirst or UserSort.EmailDescending;
        var special = query.Role is not (null or ListedUsers.OrdinaryRole);
        var (after, direction) = backwards ? ("<", "DESC") : (">", "ASC");
        var sort = query.Sort is UserSort.EmailAscending or UserSort.EmailDescending ? "user_email" : "user_created";

        var filter = new PostgresQuery()
            .And("user_created >= {0}", query.CreatedAfter is { } time ? ListedUsers.After(time) : null)
            .And("user_email >= {0}", query.EmailPrefix)
            .And("user_email < {0}", query.EmailPrefix is { } prefix ? prefix + "\U0010FFFF" : null)
            .And("user_created IS NOT NULL AND user_email IS NOT NULL")
            .And("payload -> 'roles' ? {0}", query.Role);

        if (special)
        {
            filter.And("user_has_special_role").And("user_status = {0}", query.Status);
        }

        if (cursor is not null)
        {
            filter.And($"({sort}, grain_key) {after} ({filter.Parameter(PostgresText.Escape(cursor.Place))}, {filter.Parameter(PostgresText.Escape(cursor.Id))})");
        }

        var limit = filter.Parameter((long)query.Limit + 1);
        var branches = special ? [Branch()] : ListedUsers.Statuses(query).Select(status => Branch($"AND user_status = {filter.Parameter(status)}"));

        return ($"""
            SELECT grain_key, payload::text, place FROM (
                {string.Join(" UNION ALL ", branches)}) AS found
            ORDER BY place {direction}, grain_key {direction} LIMIT {limit}
            """, filter);

        string Branch(string condition = "") =>
            $"(SELECT grain_key, payload, {sort} AS place FROM grain_state {filter.Where} {condition} ORDER BY place {direction}, grain_key {direction} LIMIT {limit})";
    }

    private static async Task<ImmutableArray<string>> ReadBehindAsync(NpgsqlConnection connection, int limit)
    {
        var query = new PostgresQuery().And("user_is_behind");
        var sql = $"SELECT grain_key FROM grain_state {query.Where} LIMIT {query.Parameter((long)limit)}";
        return [.. await query.ReadAsync(connection, sql, row => PostgresText.Unescape(row.GetString(0)))];
    }

    private static string ListName(UserQuery query) => $"users {query.Sort}";

    private static async Task<Page<ListedUser>?> ReadPageAsync(NpgsqlConnection connection, UserQuery query, PageCursor? cursor)
    {
        var (sql, values) = Build(query, cursor);
        var rows = await values.ReadAsync(connection, sql, row => (Read(row), row.GetString(2), PostgresText.Unescape(row.GetString(0))));
        return PageCursor.Cut(ListName(query), query.Limit, rows);
    }

    private static ListedUser Read(NpgsqlDataReader row) =>
        ListedUsers.Read(PostgresText.Unescape(row.GetString(0)), PostgresText.UnescapeJson(row.GetString(1)));
}
