using Actors.Silos;
using Actors.Storage;

namespace Actors.Tokens;

[GrainType("keyring")]
internal sealed class KeyRingGrain(
    [PersistentState("keyring", StorageNames.Default)] IPersistentState<KeyRingState> ring,
    KeySchedule schedule,
    MasterKey master,
    TimeProvider clock) : InspectedGrain, IKeyRingGrain
{
    private bool _isReadable;

    public Task<KeyRing> GetAsync() => ChangeAsync(schedule.Advance);

    public Task<KeyRing> RotateAsync() => ChangeAsync(schedule.Rotate);

    public Task<KeyRing> RevokeAsync(string kid) => ChangeAsync((present, now) => schedule.Revoke(present, kid, now));

    private async Task<KeyRing> ChangeAsync(Func<KeyRing, DateTimeOffset, KeyRing> change)
    {
        // Before anything is added: under a wrong master key the ring would become a mixture that no node can read.
        ThrowUnlessReadable();

        var next = change(ring.State.Ring, clock.GetUtcNow());

        if (next != ring.State.Ring)
        {
            await ring.SaveAsync(ring.State with { Ring = next });
        }

        return ring.State.Ring;
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
