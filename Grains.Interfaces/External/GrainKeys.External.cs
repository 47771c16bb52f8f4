using Actors.External;
using Actors.Users;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The account that a user of an OpenID provider signs in to.</summary>
    public static IExternalIdentityGrain GetExternalIdentity(this IGrainFactory grains, ExternalIdentity identity) =>
        grains.Get<IExternalIdentityGrain>(identity.Key);

    /// <summary>A sign-in that was begun and waits for the provider's answer.</summary>
    /// <param name="grains">The grains.</param>
    /// <param name="state">The parameter <c>state</c> as this service made it, 64 hex digits.</param>
    public static IExternalSignInGrain GetExternalSignIn(this IGrainFactory grains, string state) => grains.Get<IExternalSignInGrain>(state);

    /// <summary>The same account's sign-in by way of OpenID providers.</summary>
    public static IUserExternalGrain GetUserExternal(this IGrainFactory grains, string userId) => grains.Get<IUserExternalGrain>(userId);
}
