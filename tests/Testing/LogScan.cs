using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Actors.Testing;

/// <summary>Looks for secrets in what a program has logged: those that a test gave it, and whatever has the shape of one.</summary>
public static partial class LogScan
{
    /// <summary>The lines with a secret in them, from its output and its log files.</summary>
    /// <param name="output">What it wrote to the console.</param>
    /// <param name="directory">Where its log files are, compressed ones among them.</param>
    /// <param name="secrets">What it was told and must keep to itself.</param>
    public static IReadOnlyList<string> Find(IEnumerable<string> output, string directory, IEnumerable<string> secrets)
    {
        var known = secrets.Append(HttpAccounts.Password).Where(secret => secret.Length >= 8).Distinct().ToArray();
        return [.. output.Concat(Lines(directory)).Where(line => Shape().IsMatch(line) || known.Any(secret => line.Contains(secret, StringComparison.Ordinal)))];
    }

    private static IEnumerable<string> Lines(string directory) => !Directory.Exists(directory)
        ? []
        : Directory.GetFiles(directory, "actors*.log*").SelectMany(ReadLines);

    private static IEnumerable<string> ReadLines(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);

        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    // Signed tokens; refresh tokens, API keys and device tokens by their prefixes; what 256 random bits look like in hex or base64; recovery codes,
    // TOTP secrets and their addresses; password hashes; keys in PEM; JSON members and headers that hold a secret.
    [GeneratedRegex("""
        eyJ[\w-]{8,}\.[\w-]{8,}
        |\b(rt|ak|dt)_[\w-]{20,}
        |\b(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{64}\b
        |(?<![\w+/])[A-Za-z0-9+/]{43}=
        |(?<![\w-])[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}(?![\w-])
        |\b[A-Z2-7]{32}\b
        |otpauth://
        |\$2[abxy]\$\d\d\$|\$pbkdf2
        |-----BEGIN
        |"(password|refresh_token|access_token|api_key|totp_code|secret)\\?"\s*:
        |\b(Bearer|ApiKey)\s+[\w-]{16,}
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Shape();
}
