using System.Collections.Immutable;
using Actors.Storage;

namespace Actors.Silo.Storage.Postgres;

internal sealed class PostgresStateKeys(PostgresSessions sessions) : IStateKeys
{
    public async Task<ImmutableArray<string>> ListAsync(string grainType, DateTimeOffset writtenBefore, string? after, int limit)
    {
        var query = new PostgresQuery().And("grain_type = {0}", grainType).And("grain_key > {0}", after ?? "");
        query.And($"modified_at < {query.Parameter(writtenBefore.UtcDateTime)}");
        var sql = $"SELECT DISTINCT grain_key FROM grain_state {query.Where} ORDER BY grain_key LIMIT {query.Parameter((long)limit)}";

        return [.. await sessions.RunAsync(connection => query.ReadAsync(connection, sql, row => PostgresText.Unescape(row.GetString(0))))];
    }
}
