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

    private readonly SqliteStatement _about = database.Prepare(Portion("user_id", "audit_event_by_user"));

    private readonly SqliteStatement _caused = database.Prepare(Portion("actor_id", "audit_event_by_actor"));

    private readonly SqliteStatement _erase = database.Prepare(
        "UPDATE audit_event SET has_personal = 0, ip = NULL, user_agent = NULL, detail = NULL WHERE position = ?1 AND has_personal = 1");

    public void Append(ImmutableArray<AuditEvent> events)
    {
        foreach (var entry in events)
        {
            _append
                .Bind(1, entry.Chain).Bind(2, entry.Sequence).Bind(3, entry.Id).Bind(4, SqliteTime.Ticks(entry.At))
                .Bind(5, entry.Type).Bind(6, entry.Outcome).Bind(7, entry.UserId).Bind(8, entry.ActorId).BindDigits(9, entry.RequestId)
                .Bind(10, entry.Personal is null ? 0 : 1)
                .Bind(11, entry.Personal?.Ip).Bind(12, entry.Personal?.UserAgent).Bind(13, entry.Personal?.Detail)
                .BindDigits(14, entry.PersonalHash).BindDigits(15, entry.PreviousHash).BindDigits(16, entry.Hash)
                .Run();
        }
    }

    /// <summary>Erases from the next entries about a user.</summary>
    public ErasedPortion EraseAbout(string userId, ErasedPortion after) => Erase(_about, userId, after);

    /// <summary>Erases from the next entries that a user caused.</summary>
    public ErasedPortion EraseCaused(string userId, ErasedPortion after) => Erase(_caused, userId, after);

    public void Dispose()
    {
        _append.Dispose();
        _about.Dispose();
        _caused.Dispose();
        _erase.Dispose();
    }

    /// <summary>
    /// The next entries in the order of an index, also those that have been erased: so a portion takes as long wherever the last attempt was
    /// broken off. A function of its own, so that a test can ask for its plan.
    /// </summary>
    internal static string Portion(string column, string index) =>
        $"""
        SELECT at, position FROM audit_event INDEXED BY {index}
        WHERE {column} = ?1 AND at >= ?2 AND (at > ?2 OR position > ?3)
        ORDER BY at, position LIMIT ?4
        """;

    private ErasedPortion Erase(SqliteStatement portion, string userId, ErasedPortion after)
    {
        var entries = portion
            .Bind(1, userId).Bind(2, SqliteTime.Ticks(after.LastAt)).Bind(3, after.LastPosition).Bind(4, ErasedPortion.Size)
            .ReadAll(row => (At: row.Number(0), Position: row.Number(1)));
        var erased = entries.Sum(entry => _erase.Bind(1, entry.Position).Run());

        return entries is [.., var last] ? new ErasedPortion(entries.Count, erased, SqliteTime.FromTicks(last.At), last.Position) : ErasedPortion.None;
    }
}
