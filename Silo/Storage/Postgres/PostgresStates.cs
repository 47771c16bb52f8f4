using Npgsql;

namespace Actors.Silo.Storage.Postgres;

internal sealed class PostgresStates(PostgresSessions sessions, PostgresWriters writers) : IStateStore
{
    private const string Select = "SELECT payload::text, version FROM grain_state WHERE grain_type = $1 AND grain_key = $2 AND state_name = $3";

    public Task<StoredState?> ReadAsync(StateKey key) => sessions.RunAsync(async connection =>
    {
        await using var command = new NpgsqlCommand(Select, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = PostgresText.Escape(key.GrainType) },
                new NpgsqlParameter<string> { TypedValue = PostgresText.Escape(key.GrainKey) },
                new NpgsqlParameter<string> { TypedValue = PostgresText.Escape(key.StateName) },
            },
        };
        await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new StoredState(PostgresText.UnescapeJson(reader.GetString(0)), reader.GetInt64(1)) : null;
    });

    public Task<WriteOutcome> WriteAsync(StateWrite write) => writers.WriteAsync(write);
}
