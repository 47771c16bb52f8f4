namespace Actors.Silo.Storage.Sqlite;

/// <summary>Changes rows of grain state, inside a transaction.</summary>
internal sealed class StateWriter(SqliteDatabase database, EventWriter events, MailWriter mails, TimeProvider clock) : IDisposable
{
    private const string WhereKey = "WHERE grain_type = ?1 AND grain_key = ?2 AND state_name = ?3";

    private readonly SqliteStatement _insert = database.Prepare(
        """
        INSERT INTO grain_state (grain_type, grain_key, state_name, payload, version, modified_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING
        """);

    private readonly SqliteStatement _update = database.Prepare(
        $"UPDATE grain_state SET payload = ?4, version = ?5, modified_at = ?6 {WhereKey} AND version = ?7");

    private readonly SqliteStatement _delete = database.Prepare($"DELETE FROM grain_state {WhereKey} AND version = ?4");

    private readonly SqliteStatement _version = database.Prepare($"SELECT version FROM grain_state {WhereKey}");

    public WriteOutcome Write(StateWrite write)
    {
        if (Change(write) == 0)
        {
            return new WriteOutcome(Stored: false, CurrentVersion(write.Key));
        }

        try
        {
            events.Append(write.Events);
            mails.Append(write.Mails);
        }
        catch (SqliteError error) when (error.IsDuplicate)
        {
            throw new DuplicateRecordException(write.Key, error);
        }

        return new WriteOutcome(Stored: true, write.Payload is null ? null : write.Next);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _update.Dispose();
        _delete.Dispose();
        _version.Dispose();
    }

    private int Change(StateWrite write) => (write.Payload, write.Expected) switch
    {
        (null, null) => CurrentVersion(write.Key) is null ? 1 : 0,
        (null, { } expected) => Keyed(_delete, write.Key).Bind(4, expected).Run(),
        ({ } payload, null) => Filled(_insert, write, payload.Span).Run(),
        ({ } payload, { } expected) => Filled(_update, write, payload.Span).Bind(7, expected).Run(),
    };

    private long? CurrentVersion(StateKey key)
    {
        Keyed(_version, key);
        var version = _version.Step() ? _version.Number(0) : (long?)null;
        _version.Reset();
        return version;
    }

    private static SqliteStatement Keyed(SqliteStatement statement, StateKey key) =>
        statement.Bind(1, key.GrainType).Bind(2, key.GrainKey).Bind(3, key.StateName);

    private SqliteStatement Filled(SqliteStatement statement, StateWrite write, ReadOnlySpan<byte> payload) =>
        Keyed(statement, write.Key).BindUtf8(4, payload).Bind(5, write.Next).Bind(6, clock.GetUtcNow().ToUnixTimeMilliseconds());
}
