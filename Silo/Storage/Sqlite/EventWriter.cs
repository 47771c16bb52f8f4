using System.Collections.Immutable;
using Actors.Audit;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>Appends to the audit log and erases from it, inside a transaction.</summary>
internal sealed class EventWriter(SqliteDatabase database) : IDisposable
{
    private readonly SqliteStatement _append = database.Prepare(
        """
        INSERT INTO audit_event (chain, sequence, id, at, type, outcome, user_id, actor_id, request_id,
            has_personal, ip, user_agent, detail, personal_hash, previous_hash, hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        """);

    private readonly SqliteStatement _erase = database.Prepare(
        """
        UPDATE audit_event SET has_personal = 0, ip = NULL, user_agent = NULL, detail = NULL
        WHERE (user_id = ?1 OR actor_id = ?1) AND has_personal = 1
        """);

    public void Append(ImmutableArray<AuditEvent> events)
    {
        foreach (var entry in events)
        {
            _append
                .Bind(1, entry.Chain).Bind(2, entry.Sequence).Bind(3, entry.Id).Bind(4, SqliteTime.Format(entry.At))
                .Bind(5, entry.Type).Bind(6, entry.Outcome).Bind(7, entry.UserId).Bind(8, entry.ActorId).Bind(9, entry.RequestId)
                .Bind(10, entry.Personal is null ? 0 : 1)
                .Bind(11, entry.Personal?.Ip).Bind(12, entry.Personal?.UserAgent).Bind(13, entry.Personal?.Detail)
                .Bind(14, entry.PersonalHash).Bind(15, entry.PreviousHash).Bind(16, entry.Hash)
                .Run();
        }
    }

    public int Erase(string userId) => _erase.Bind(1, userId).Run();

    public void Dispose()
    {
        _append.Dispose();
        _erase.Dispose();
    }
}
