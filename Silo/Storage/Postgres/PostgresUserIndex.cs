using System.Collections.Immutable;
using System.Text;
using Actors.Storage;
using Npgsql;

namespace Actors.Silo.Storage.Postgres;

internal sealed class PostgresUserIndex(PostgresSessions sessions) : IUserIndex
{
    private const string Created = "(payload ->> 'created_at') COLLATE \"C\"";
    private const string Email = "(payload ->> 'email_normalized') COLLATE \"C\"";

    public async Task<Page<ListedUser>?> ListAsync(UserQuery query, CancellationToken cancellationToken = default) =>
        PageCursor.TryParse(query.Cursor, ListName(query), out var cursor)
            ? await sessions.RunAsync(connection => ReadPageAsync(connection, query, cursor))
            : null;

    public Task<ImmutableArray<string>> ListBehindAsync(int limit, CancellationToken cancellationToken = default) =>
        sessions.RunAsync(connection => ReadBehindAsync(connection, limit));

    /// <summary>The text of a list's query; a function of its own, so that a test can ask for its plan.</summary>
    internal static (string Sql, PostgresQuery Values) Build(UserQuery query, PageCursor? cursor)
    {
        var byEmail = query.Sort is UserSort.EmailAscending or UserSort.EmailDescending;
        var backwards = query.Sort is UserSort.NewestFirst or UserSort.EmailDescending;
        var (sort, after, direction) = (byEmail ? Email : Created, backwards ? "<" : ">", backwards ? "DESC" : "ASC");

        var filter = new PostgresQuery()
            .And("grain_type = 'user' AND state_name = 'user'")
            .And("(payload ->> 'status') COLLATE \"C\" = {0}", query.Status)
            .And($"{Created} > {{0}}", query.CreatedAfter is { } time ? ListedUsers.Format(time) : null)
            .And($"{Email} >= {{0}}", query.EmailPrefix)
            .And($"{Email} < {{0}}", query.EmailPrefix is { } prefix ? prefix + "\U0010FFFF" : null)
            .And($"{Created} IS NOT NULL AND {Email} IS NOT NULL")
            .And("payload -> 'roles' ? {0}", query.Role);

        var special = query.Role is not (null or ListedUsers.OrdinaryRole);
        if (special)
        {
            filter.And("""payload -> 'roles' <> '[]' AND payload -> 'roles' <> '["user"]'""");
        }

        if (cursor is not null)
        {
            filter.And($"({sort}, grain_key) {after} ({filter.Parameter(PostgresText.Escape(cursor.Place))}, {filter.Parameter(PostgresText.Escape(cursor.Id))})");
        }

        // Those with a special role are few, which the planner cannot know: materialised, they are found first and sorted then.
        return ($"""
            WITH found AS {(special ? "MATERIALIZED" : "NOT MATERIALIZED")} (
                SELECT grain_key, payload, {sort} AS place FROM grain_state {filter.Where})
            SELECT grain_key, payload::text, place FROM found
            ORDER BY place {direction}, grain_key {direction} LIMIT {filter.Parameter((long)query.Limit + 1)}
            """, filter);
    }

    private static async Task<ImmutableArray<string>> ReadBehindAsync(NpgsqlConnection connection, int limit)
    {
        var query = new PostgresQuery().And("grain_type = 'user' AND state_name = 'user' AND (payload -> 'sessions_behind') = 'true'");
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
