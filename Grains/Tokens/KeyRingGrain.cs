using System.Collections.Immutable;
using Actors.Audit;
using Actors.Silos;
using Actors.Storage;

namespace Actors.Tokens;

[GrainType(GrainTypeName)]
internal sealed class KeyRingGrain(
    [PersistentState("keyring", StorageNames.Default)] IPersistentState<KeyRingState> ring,
    KeySchedule schedule,
    MasterKey master,
    TimeProvider clock) : InspectedGrain, IKeyRingGrain
{
    public const string GrainTypeName = "keyring";

    /// <summary>The chain of its audit entries.</summary>
    public const string Chain = "keys";

    private bool _isReadable;

    public Task<KeyRing> GetAsync() => ChangeAsync(schedule.Advance, null, RequestOrigin.System);

    public Task<KeyRing> RotateAsync(RequestOrigin origin) => ChangeAsync(schedule.Rotate, new AuditEntry("key.rotate"), origin);

    public Task<KeyRing> RevokeAsync(string kid, RequestOrigin origin) => ChangeAsync(
        (present, now) => schedule.Revoke(present, kid, now),
        new AuditEntry("key.revoke", Detail: AuditDetail.Of(("kid", kid))),
        origin);

    private async Task<KeyRing> ChangeAsync(Func<KeyRing, DateTimeOffset, KeyRing> change, AuditEntry? entry, RequestOrigin origin)
    {
        // Before anything is added: under a wrong master key the ring would become a mixture that no node can read.
        ThrowUnlessReadable();

        var now = clock.GetUtcNow();
        var next = change(Reencrypt(ring.State.Ring), now);

        if (next != ring.State.Ring)
        {
            await SaveAsync(ring.State with { Ring = next }, entry, origin, now);
        }

        return ring.State.Ring;
    }

    private Task SaveAsync(KeyRingState next, AuditEntry? entry, RequestOrigin origin, DateTimeOffset now) =>
        StoreOrLeaveAsync(entry is null ? ring.SaveAsync(next) : ring.SaveWithEntryAsync(next, Chain, entry, origin, now));

    /// <summary>The ring with every secret under the present master key; the same when they are already.</summary>
    private KeyRing Reencrypt(KeyRing present)
    {
        var reencrypted = present.Keys.Select(key => key.Reencrypt(master)).ToImmutableArray();
        return reencrypted.SequenceEqual(present.Keys) ? present : present with { Keys = reencrypted };
    }

    private void ThrowUnlessReadable()
    {
        if (!_isReadable && !ring.State.Ring.Keys.IsEmpty)
        {
            ring.State.Ring.Keys[^1].DecryptSecret(master);
            _isReadable = true;
        }
    }
}
