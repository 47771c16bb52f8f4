using Microsoft.IdentityModel.Tokens;

namespace Actors.Api.External;

/// <summary>Reads a provider's key set (RFC 7517).</summary>
internal static class ProviderKeys
{
    private const int MinRsaBits = 2048;

    /// <summary>The keys that may have signed: public ones of RSA and of elliptic curves, and none for encryption or too short.</summary>
    public static IReadOnlyList<SecurityKey> Read(string json)
    {
        try
        {
            return [.. new JsonWebKeySet(json).Keys
                .Where(k => k.Kty is "RSA" or "EC" && k.Use is null or "" or "sig")
                .Where(k => k.Kty != "RSA" || k.KeySize >= MinRsaBits)];
        }
        catch (ArgumentException exception)
        {
            throw new ProviderException("The key set is none.", inner: exception);
        }
    }
}
