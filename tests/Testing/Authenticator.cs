using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Actors.Testing;

/// <summary>An authenticator of the tests' own (RFC 6238), so that ours is not checked against itself.</summary>
public static class Authenticator
{
    /// <summary>The code of now for what the enrolment answered.</summary>
    public static string Code(JsonElement enrolment) => Code(enrolment.GetProperty("secret").GetString()!);

    /// <param name="base32">The secret.</param>
    /// <param name="ahead">For how many half minutes from now: a code is good once, and a clock may be half a minute ahead.</param>
    public static string Code(string base32, int ahead = 0) => CodeAt(TimeProvider.System.GetUtcNow().AddSeconds(30 * ahead), base32);

    /// <summary>The code of a time that a test has chosen.</summary>
    public static string CodeAt(DateTimeOffset time, string base32)
    {
        var bits = string.Concat(base32.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = BitConverter.GetBytes(time.ToUnixTimeSeconds() / 30);
        Array.Reverse(step);
#pragma warning disable CA5350 // RFC 6238's default.
        var hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        var number = ((hash[offset] & 127) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
