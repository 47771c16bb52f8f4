using System.Buffers.Text;
using System.Text.Json;
using Actors.Api.Requests;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Actors.Api.Tokens;

/// <summary>Remembers which tokens were verified, and refuses what is no signed JWT before anything reads it.</summary>
internal sealed class BearerEvents(SigningKeys keys, VerifiedTokens verified) : JwtBearerEvents
{
    private const int MaxLength = 4096;
    private const int MaxHeaderLength = 1024;

    public override async Task MessageReceived(MessageReceivedContext context)
    {
        if (BearerToken.TextOf(context.Request).ToString() is not { Length: > 0 } token)
        {
            context.NoResult();
            return;
        }

        if (!MayBeToken(token) || !await IsOfKnownKeyAsync(token, keys))
        {
            context.Fail("Not an access token of ours.");
            return;
        }

        context.Token = token;
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        if (BearerToken.TextOf(context.Request) is { IsEmpty: false } text && BearerToken.Of(context.Principal) is { } token)
        {
            var (keyId, expiresAt) = (context.SecurityToken.SigningKey.KeyId, context.SecurityToken.ValidTo);
            verified.Add(text, token with { KeyId = keyId, ExpiresAt = expiresAt }, expiresAt);

            // The key may have gone since it verified. A node forgets the key first and then the tokens; here the token comes
            // first and then the look for the key: one of the two finds the other.
            if (!keys.Has(keyId))
            {
                verified.Clear();
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Three parts: a signed token. Five would be an encrypted one (JWE), whose reading has cost others dear.</summary>
    public static bool MayBeToken(string text) =>
        text.Length <= MaxLength && text.AsSpan().Count('.') == 2 && IsOnlySpelling(text.AsSpan(text.LastIndexOf('.') + 1));

    /// <summary>The last bits of a signature's last character say nothing (RFC 4648, 3.5), and readers pass over them: a token that was changed there would be good.</summary>
    private static bool IsOnlySpelling(ReadOnlySpan<char> signature) =>
        Base64Url.IsValid(signature) && Base64Url.EncodeToString(Base64Url.DecodeFromChars(signature)).AsSpan().SequenceEqual(signature);

    /// <summary>Whether the key that the token names is in the ring; asks the ring for one that this node has not heard of.</summary>
    public static ValueTask<bool> IsOfKnownKeyAsync(string token, SigningKeys keys) => keys.KnowAsync(KeyIdOf(token));

    /// <summary>The <c>kid</c> of a token's header; null when it has none that is a text. Read by itself: the whole token is for who verifies it.</summary>
    private static string? KeyIdOf(string token)
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
