using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Silo.Probes.Webhooks;

/// <summary>Signs as the Standard Webhooks specification says: HMAC-SHA256 over the id, the time and the body.</summary>
internal static class WebhookSignature
{
    private const string EncodedPrefix = "whsec_";

    public static string Of(string secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}."));
        byte[] signed = [.. head, .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Key(secret), signed));
    }

    /// <summary>A secret in the specification's form is base64; any other is taken as it is.</summary>
    private static byte[] Key(string secret)
    {
        Span<byte> key = stackalloc byte[512];

        return secret.StartsWith(EncodedPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[EncodedPrefix.Length..], key, out var length)
                ? key[..length].ToArray()
                : Encoding.UTF8.GetBytes(secret);
    }
}
