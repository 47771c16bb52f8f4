using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Actors.ApiKeys;

/// <summary>An API key's text: <c>ak_‹id›.‹secret›</c>. The id names the key's grain and may be shown; the secret is shown once and kept nowhere.</summary>
public sealed record ApiKeyText
{
    /// <summary>The prefix of a key's id.</summary>
    public const string IdPrefix = "key_";

    private const string Prefix = "ak_";
    private const int IdLength = 32;
    private const int SecretBytes = 32;
    private const int SecretLength = 43;
    private const int Length = 3 + IdLength + 1 + SecretLength;

    private ApiKeyText(string keyId, string text) => (KeyId, Text) = (keyId, text);

    /// <summary>The key's id, <c>key_…</c>.</summary>
    public string KeyId { get; }

    /// <summary>The whole: to be shown to its owner once and never logged.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the whole, hex: to be stored. The secret has 256 random bits, so nothing slower is needed.</summary>
    public string Hash => SecretText.Sha256Hex(Text);

    /// <summary>A new key made at <paramref name="now"/>.</summary>
    public static ApiKeyText New(DateTimeOffset now)
    {
        var id = Ids.New(IdPrefix, now);
        return new ApiKeyText(id, $"{Prefix}{id[IdPrefix.Length..]}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}");
    }

    /// <summary>Reads the text; says nothing of whether the key is good.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ApiKeyText? key)
    {
        key = null;

        if (text?.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length + IdLength] != '.')
        {
            return false;
        }

        var id = string.Concat(IdPrefix, text.AsSpan(Prefix.Length, IdLength));

        if (Ids.IsId(id, IdPrefix) && IsBase64Url(text.AsSpan(Length - SecretLength)))
        {
            key = new ApiKeyText(id, text);
        }

        return key is not null;
    }

    /// <summary>The id alone: the secret gets into no log.</summary>
    public override string ToString() => KeyId;

    private static bool IsBase64Url(ReadOnlySpan<char> secret)
    {
        foreach (var c in secret)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
