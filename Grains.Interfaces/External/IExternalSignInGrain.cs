namespace Actors.External;

/// <summary>A sign-in with an OpenID provider between its start and its end. The key is the parameter <c>state</c>.</summary>
/// <remarks>
/// Kept in memory alone and for ten minutes: strangers begin sign-ins, and what they begin must not fill the store. One that is lost with its
/// silo is begun again. Only the browser that began it may go on, which it proves with a secret from its cookie.
/// </remarks>
[Alias("external.IExternalSignInGrain")]
public interface IExternalSignInGrain : IGrainWithStringKey
{
    /// <summary>Begins it.</summary>
    [Alias("Begin")]
    Task BeginAsync(PendingSignIn pending);

    /// <summary>What was begun, once; null when nothing was, it was taken before, it is too old or <paramref name="browserHash"/> is another browser's.</summary>
    [Alias("Take")]
    Task<PendingSignIn?> TakeAsync(string browserHash);

    /// <summary>The provider has vouched for the user, who still owes a second factor. Counts after <see cref="TakeAsync"/> only.</summary>
    [Alias("Hold")]
    Task HoldAsync(HeldSignIn held);

    /// <summary>For whom a second factor is awaited; null as with <see cref="TakeAsync"/>. May be asked again after a wrong code.</summary>
    [Alias("GetHeld")]
    Task<HeldSignIn?> GetHeldAsync(string browserHash);

    /// <summary>Ends it: the user is signed in.</summary>
    [Alias("End")]
    Task EndAsync();
}

/// <param name="Provider">The provider's name in the configuration.</param>
/// <param name="BrowserHash">The hash of the secret in the browser's cookie.</param>
/// <param name="Nonce">What the ID token has to repeat.</param>
/// <param name="CodeVerifier">Proves to the provider that the code was asked for here (RFC 7636).</param>
/// <param name="RedirectUri">Where the provider was told to answer; said again when the code is redeemed.</param>
[GenerateSerializer, Immutable, Alias("external.PendingSignIn")]
public sealed record PendingSignIn(string Provider, string BrowserHash, string Nonce, string CodeVerifier, string RedirectUri)
{
    /// <summary>How long a sign-in may take, from its start to its end.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Names no secret.</summary>
    public override string ToString() => $"PendingSignIn {{ Provider = {Provider} }}";
}

/// <param name="UserId">The account.</param>
/// <param name="Identity">Who the provider said it is.</param>
[GenerateSerializer, Immutable, Alias("external.HeldSignIn")]
public sealed record HeldSignIn(string UserId, ExternalIdentity Identity);
