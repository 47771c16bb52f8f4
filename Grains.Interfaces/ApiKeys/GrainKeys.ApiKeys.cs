using Actors.ApiKeys;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The API key of an id that has the form of one, see <see cref="ApiKeyText"/>.</summary>
    public static IApiKeyGrain GetApiKey(this IGrainFactory grains, string keyId) =>
        Ids.IsId(keyId, ApiKeyText.IdPrefix)
            ? grains.Get<IApiKeyGrain>(keyId)
            : throw new ArgumentException("Not the id of an API key.", nameof(keyId));

    /// <summary>The same account's API keys.</summary>
    public static IUserApiKeysGrain GetUserApiKeys(this IGrainFactory grains, string userId) => grains.Get<IUserApiKeysGrain>(userId);
}
