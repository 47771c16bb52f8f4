using Actors.Silos;

namespace Actors.External;

[GrainType("external-sign-in")]
internal sealed class ExternalSignInGrain(TimeProvider clock) : InspectedGrain, IExternalSignInGrain
{
    private PendingSignIn? _pending;
    private HeldSignIn? _held;
    private string? _browserHash;
    private DateTimeOffset _expiresAt;

    public Task BeginAsync(PendingSignIn pending)
    {
        // A state is random: one that was begun before is a repeated call.
        if (_browserHash is null)
        {
            (_pending, _browserHash, _expiresAt) = (pending, pending.BrowserHash, clock.GetUtcNow() + PendingSignIn.Lifetime);
            DelayDeactivation(PendingSignIn.Lifetime);
        }

        return Task.CompletedTask;
    }

    public Task<PendingSignIn?> TakeAsync(string browserHash)
    {
        if (!IsOf(browserHash))
        {
            return Task.FromResult<PendingSignIn?>(null);
        }

        var taken = _pending;
        _pending = null;
        return Task.FromResult(taken);
    }

    public Task HoldAsync(HeldSignIn held)
    {
        if (_browserHash is not null && _pending is null)
        {
            _held = held;
        }

        return Task.CompletedTask;
    }

    public Task<HeldSignIn?> GetHeldAsync(string browserHash) => Task.FromResult(IsOf(browserHash) ? _held : null);

    public Task EndAsync()
    {
        (_pending, _held) = (null, null);
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private bool IsOf(string browserHash) => _browserHash is not null
        && clock.GetUtcNow() < _expiresAt
        && SecretText.AreEqual(_browserHash, browserHash);
}
