namespace Actors.Users.Passwords;

/// <summary>bcrypt's own base 64: another alphabet, no padding.</summary>
internal static class BcryptBase64
{
    private const string Bcrypt = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public static int Length(int bytes) => ((bytes * 8) + 5) / 6;

    public static string Encode(byte[] bytes) =>
        string.Concat(Convert.ToBase64String(bytes).TrimEnd('=').Select(c => Bcrypt[Standard.IndexOf(c, StringComparison.Ordinal)]));

    /// <summary>The bytes; null when a character is foreign. Surplus bits of the last character are ignored, as all implementations do.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text, int bytes)
    {
        var decoded = new byte[bytes];
        var (bits, buffer, next) = (0, 0, 0);

        foreach (var c in text)
        {
            var value = Bcrypt.IndexOf(c, StringComparison.Ordinal);

            if (value < 0)
            {
                return null;
            }

            (buffer, bits) = ((buffer << 6) | value, bits + 6);

            if (bits >= 8 && next < bytes)
            {
                bits -= 8;
                decoded[next++] = (byte)(buffer >> bits);
            }
        }

        return next == bytes ? decoded : null;
    }
}
