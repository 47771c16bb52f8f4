using System.Buffers.Text;
using System.Text.Json;
using Actors.Api.Requests;

namespace Actors.Api.Tokens;

/// <summary>What is looked at before anything reads a token as a whole.</summary>
internal static class TokenText
{
    private const int MaxLength = 4096;
    private const int MaxHeaderLength = 1024;

    /// <summary>Three parts: a signed token. Five would be an encrypted one (JWE), whose reading has cost others dear.</summary>
    public static bool MayBeToken(string text) =>
        text.Length <= MaxLength && text.AsSpan().Count('.') == 2 && IsOnlySpelling(text.AsSpan(text.LastIndexOf('.') + 1));

    /// <summary>The <c>kid</c> of a token's header; null when it has none that is a text.</summary>
    public static string? KeyIdOf(string token)
    {
        Span<byte> header = stackalloc byte[MaxHeaderLength];

        try
        {
            return Base64Url.TryDecodeFromChars(token.AsSpan(0, token.IndexOf('.', StringComparison.Ordinal)), header, out var length) ? KeyIdIn(header[..length]) : null;
        }
        catch (Exception exception) when (exception is FormatException || ApiJson.IsUnreadable(exception))
        {
            return null;
        }
    }

    /// <summary>The last bits of a signature's last character say nothing (RFC 4648, 3.5), and readers pass over them: a token that was changed there would be good.</summary>
    private static bool IsOnlySpelling(ReadOnlySpan<char> signature) =>
        Base64Url.IsValid(signature) && Base64Url.EncodeToString(Base64Url.DecodeFromChars(signature)).AsSpan().SequenceEqual(signature);

    private static string? KeyIdIn(ReadOnlySpan<byte> header)
    {
        var json = new Utf8JsonReader(header);
        string? keyId = null;
        json.Read();

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isKeyId = json.ValueTextEquals("kid"u8);
            json.Read();

            // Ours have nothing but texts; readers stumble over a list where they expect one.
            if (json.TokenType != JsonTokenType.String)
            {
                return null;
            }

            keyId = isKeyId ? json.GetString() : keyId;
        }

        return json.TokenType == JsonTokenType.EndObject ? keyId : null;
    }
}
