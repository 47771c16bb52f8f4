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
                .Where(k => k is { Kty: "RSA" or "EC", Use: null or "" or "sig" })
                .Where(k => k.Kty != "RSA" || SizeOf(k) >= MinRsaBits)];
        }
        catch (ArgumentException exception)
        {
            throw new ProviderException("The key set is none.", inner: exception);
        }
    }

    /// <summary>0 for one that cannot be read: the others are none the worse for it (RFC 7517, 5).</summary>
    private static int SizeOf(JsonWebKey key)
    {
        try
        {
            return key.KeySize;
        }
        catch (FormatException)
        {
            return 0;
        }
    }
}
