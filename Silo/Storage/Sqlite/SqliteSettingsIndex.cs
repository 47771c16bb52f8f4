using System.Collections.Immutable;
using Actors.Storage;

namespace Actors.Silo.Storage.Sqlite;

internal sealed class SqliteSettingsIndex(SqliteReaders readers) : ISettingsIndex
{
    /// <summary>Here, so that a test can ask for its plan.</summary>
    internal const string Select = """
        SELECT grain_key, payload FROM grain_state INDEXED BY settings_by_persona
        WHERE grain_type = 'settings' AND state_name = 'settings' AND substr(grain_key, instr(grain_key, '/') + 1) = ?1 AND grain_key > ?2
        ORDER BY grain_key LIMIT ?3
        """;

    public Task<ImmutableArray<StoredDocument>> ListAsync(string persona, string? afterUser, int limit) =>
        readers.RunAsync<ImmutableArray<StoredDocument>>(session =>
        [
            .. session.Statement(Select)
                .Bind(1, persona).Bind(2, afterUser is null ? "" : $"{afterUser}/{persona}").Bind(3, limit)
                .ReadAll(row => StoredDocuments.Read(row.Text(0), row.Utf8(1))),
        ]);
}
