using System.Collections.Immutable;
using Actors.Storage;

namespace Actors.Silo.Storage.Postgres;

internal sealed class PostgresSettingsIndex(PostgresSessions sessions) : ISettingsIndex
{
    public async Task<ImmutableArray<StoredDocument>> ListAsync(string persona, string? afterUser, int limit)
    {
        var query = new PostgresQuery()
            .And("grain_type = 'settings' AND state_name = 'settings'")
            .And("split_part(grain_key, '/', 2) = {0}", persona)
            .And("grain_key > {0}", afterUser is null ? "" : $"{afterUser}/{persona}");
        var sql = $"SELECT grain_key, payload::text FROM grain_state {query.Where} ORDER BY grain_key LIMIT {query.Parameter((long)limit)}";

        return [.. await sessions.RunAsync(connection => query.ReadAsync(
            connection, sql, row => StoredDocuments.Read(PostgresText.Unescape(row.GetString(0)), PostgresText.UnescapeJson(row.GetString(1)))))];
    }
}
