using Actors.Mfa;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The same account's second factor.</summary>
    public static IUserMfaGrain GetUserMfa(this IGrainFactory grains, string userId) => grains.GetGrain<IUserMfaGrain>(userId);

    /// <summary>The same account's API keys.</summary>
    public static ApiKeys.IUserApiKeysGrain GetUserApiKeys(this IGrainFactory grains, string userId) =>
        grains.GetGrain<ApiKeys.IUserApiKeysGrain>(userId);
}
