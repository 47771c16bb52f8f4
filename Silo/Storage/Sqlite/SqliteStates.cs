namespace Actors.Silo.Storage.Sqlite;

internal sealed class SqliteStates(SqliteReaders readers, SqliteWriter writer) : IStateStore
{
    private const string Select = "SELECT payload, version FROM grain_state WHERE grain_type = ?1 AND grain_key = ?2 AND state_name = ?3";

    public Task<StoredState?> ReadAsync(StateKey key) => readers.RunAsync(session =>
    {
        var row = session.Statement(Select).Bind(1, key.GrainType).Bind(2, key.GrainKey).Bind(3, key.StateName);
        var state = row.Step() ? new StoredState(row.Utf8(0).ToArray(), row.Number(1)) : null;
        row.Reset();
        return state;
    });

    public Task<WriteOutcome> WriteAsync(StateWrite write) => writer.RunAsync(session => session.States.Write(write));
}
