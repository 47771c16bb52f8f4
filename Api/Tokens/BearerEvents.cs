using System.Buffers.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Actors.Api.Tokens;

/// <summary>Remembers which tokens were verified, and refuses what is no signed JWT before anything reads it.</summary>
internal sealed class BearerEvents(SigningKeys keys, VerifiedTokens verified) : JwtBearerEvents
{
    private const int Longest = 4096;

    public override async Task MessageReceived(MessageReceivedContext context)
    {
        if (BearerToken.TextOf(context.Request) is not { } token)
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
        if (BearerToken.TextOf(context.Request) is { } text && BearerToken.Of(context.Principal) is { } token)
        {
            verified.Add(text, token, context.SecurityToken.ValidTo);
        }

        return Task.CompletedTask;
    }

    /// <summary>Three parts: a signed token. Five would be an encrypted one (JWE), whose reading has cost others dear.</summary>
    public static bool MayBeToken(string text) =>
        text.Length <= Longest && text.AsSpan().Count('.') == 2 && IsOnlySpelling(text.AsSpan(text.LastIndexOf('.') + 1));

    /// <summary>The last bits of a signature's last character say nothing (RFC 4648, 3.5), and readers pass over them: a token that was changed there would be good.</summary>
    private static bool IsOnlySpelling(ReadOnlySpan<char> signature) =>
        Base64Url.IsValid(signature) && Base64Url.EncodeToString(Base64Url.DecodeFromChars(signature)).AsSpan().SequenceEqual(signature);

    /// <summary>Whether the key that the token names is in the ring; asks the ring for one that this node has not heard of.</summary>
    public static ValueTask<bool> IsOfKnownKeyAsync(string token, SigningKeys keys) => keys.KnowAsync(KeyIdOf(token));

    private static string? KeyIdOf(string token)
    {
        try
        {
            return new JsonWebToken(token).Kid;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidCastException)
        {
            // InvalidCastException: a header whose kid or cty is an object or an array.
            return null;
        }
    }
}
