namespace Actors.Tokens;

/// <summary>The keys that sign access tokens. There is one, see <see cref="GrainKeys.GetKeyRing"/>.</summary>
/// <remarks>
/// Nodes ask for the ring every 15 seconds and on an unknown key id; what is due by then is done when they ask. Every call may throw
/// <see cref="MasterKeyException"/> when the stored keys are encrypted under another master key than the configured one.
/// </remarks>
[Alias("tokens.IKeyRingGrain")]
public interface IKeyRingGrain : IGrainWithStringKey
{
    /// <summary>The ring. Makes the first key; publishes the next five minutes before it signs; forgets those whose last token has expired.</summary>
    [Alias("Get")]
    Task<KeyRing> GetAsync();

    /// <summary>Has a new key sign in five minutes. Does nothing while one is waiting for its turn already, so a repeated call is harmless.</summary>
    [Alias("Rotate")]
    Task<KeyRing> RotateAsync(RequestOrigin origin);

    /// <summary>Takes a key that others may know out at once: its tokens are bad as soon as each node has asked again. A key that signs is replaced at once.</summary>
    [Alias("Revoke")]
    Task<KeyRing> RevokeAsync(string kid, RequestOrigin origin);
}
