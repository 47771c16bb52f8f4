using Actors.Mfa;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The same account's second factor.</summary>
    public static IUserMfaGrain GetUserMfa(this IGrainFactory grains, string userId) => grains.Get<IUserMfaGrain>(userId);
}
