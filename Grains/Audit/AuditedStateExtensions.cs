using Actors.Storage;

namespace Actors.Audit;

internal static class AuditedStateExtensions
{
    /// <summary>Writes <paramref name="next"/> and the audit entry of its change in one; once they are durable, the entry leaves memory.</summary>
    /// <remarks>The entry is about <paramref name="about"/>; where nobody is named, about who acted, and where nobody did, about the chain.</remarks>
    public static async Task SaveWithEntryAsync<TState>(
        this IPersistentState<TState> slot, TState next, string chain, AuditEntry entry, RequestOrigin origin, DateTimeOffset now, string? about = null)
        where TState : IAuditedState<TState>
    {
        var (audit, audited) = next.Audit.Append(chain, about ?? origin.ActorId ?? chain, entry, origin, now);
        await slot.SaveAsync(next.WithEntry(audit, audited));
        slot.State = slot.State.WithoutRecords();
    }
}
