namespace Actors.External;

/// <summary>Which account a user of an OpenID provider signs in to. The key is <see cref="ExternalIdentity.Key"/>.</summary>
/// <remarks>A claim counts while the account it names says that the identity is its own, as with <see cref="Users.ILoginNameGrain"/>.</remarks>
[Alias("external.IExternalIdentityGrain")]
public interface IExternalIdentityGrain : IGrainWithStringKey
{
    /// <summary>The account's id, or null.</summary>
    [Alias("Find")]
    Task<string?> FindAsync();

    /// <summary>Names the account. Called by that account's grain only.</summary>
    [Alias("Set")]
    Task SetAsync(string userId);

    /// <summary>Forgets the account, if it is this one. Called by that account's grain only.</summary>
    [Alias("Forget")]
    Task ForgetAsync(string userId);
}
