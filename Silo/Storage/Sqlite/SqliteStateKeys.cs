using System.Collections.Immutable;
using Actors.Storage;

namespace Actors.Silo.Storage.Sqlite;

internal sealed class SqliteStateKeys(SqliteReaders readers) : IStateKeys
{
    // By the table's own key, which begins with the type.
    private const string Select = """
        SELECT DISTINCT grain_key FROM grain_state WHERE grain_type = ?1 AND grain_key > ?2 AND modified_at < ?3 ORDER BY grain_key LIMIT ?4
        """;

    public Task<ImmutableArray<string>> ListAsync(string grainType, DateTimeOffset writtenBefore, string? after, int limit) =>
        readers.RunAsync<ImmutableArray<string>>(session =>
        [
            .. session.Statement(Select)
                .Bind(1, grainType).Bind(2, after ?? "").Bind(3, writtenBefore.ToUnixTimeMilliseconds()).Bind(4, limit)
                .ReadAll(row => row.Text(0)),
        ]);
}
