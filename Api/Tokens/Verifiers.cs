using Microsoft.IdentityModel.Tokens;

namespace Actors.Api.Tokens;

/// <summary>Whence the library takes what verifies a signature.</summary>
internal static class Verifiers
{
    /// <summary>One for each signature.</summary>
    /// <remarks>
    /// The library's own cache can dispose of what verifies while others verify with it, when several are the first under a key: a good token
    /// would be refused.
    /// </remarks>
    public static readonly CryptoProviderFactory Fresh = new() { CacheSignatureProviders = false };
}
