using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Actors.Users.Passwords;

/// <summary>The text forms of PBKDF2 hashes: PHC strings (<c>$pbkdf2-sha256$i=600000[,l=32]$salt$digest</c>), passlib's (<c>$pbkdf2-sha256$29000$…</c>) and Django's.</summary>
internal static class Pbkdf2Format
{
    public static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    public static Pbkdf2Hash? TryParse(string text)
    {
        // "", name, parameters, salt, digest
        var parts = text.Split('$');

        if (parts.Length != 5)
        {
            return null;
        }

        var isOwn = text.StartsWith(Pbkdf2Hash.OwnPrefix, StringComparison.Ordinal);
        var algorithm = parts[1] switch
        {
            "pbkdf2" => "sha1",
            _ when isOwn => "sha512",
            _ when parts[1].StartsWith("pbkdf2-", StringComparison.Ordinal) => parts[1]["pbkdf2-".Length..],
            _ => "",
        };

        return Make(algorithm, Iterations(parts[2]), Decode(parts[3]), Decode(parts[4]), isOwn);
    }

    /// <summary>Django's <c>pbkdf2_sha256$600000$salt$digest</c>, where the salt is text.</summary>
    public static Pbkdf2Hash? TryParseDjango(string text)
    {
        var parts = text.Split('$');

        return parts.Length == 4
            ? Make(parts[0]["pbkdf2_".Length..], Iterations(parts[1]), Encoding.UTF8.GetBytes(parts[2]), Decode(parts[3].TrimEnd('=')), isOwn: false)
            : null;
    }

    private static Pbkdf2Hash? Make(string algorithm, int? iterations, byte[]? salt, byte[]? digest, bool isOwn)
    {
        if (Pbkdf2.AlgorithmFor(algorithm) is not { } name || iterations is null || salt is null || digest is null)
        {
            return null;
        }

        var pbkdf2 = new Pbkdf2(name, iterations.Value, salt, digest);
        return pbkdf2.IsAcceptable ? new Pbkdf2Hash(pbkdf2, isOwn) : null;
    }

    private static int? Iterations(string parameters)
    {
        var named = parameters.Split(',').FirstOrDefault(p => p.StartsWith("i=", StringComparison.Ordinal));
        var value = named is null ? parameters : named[2..];

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) ? iterations : null;
    }

    /// <summary>Base 64 without padding, with <c>.</c> allowed for <c>+</c> as passlib writes it.</summary>
    private static byte[]? Decode(string text)
    {
        var padded = text.Replace('.', '+') + new string('=', (4 - (text.Length % 4)) % 4);
        return Base64.IsValid(padded) && !padded.Any(char.IsWhiteSpace) ? Convert.FromBase64String(padded) : null;
    }
}
