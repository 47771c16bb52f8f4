using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Actors.Api.Tokens;

/// <summary>Remembers which tokens were verified, and refuses what is no signed JWT before anything reads it.</summary>
internal sealed class BearerEvents(SigningKeys keys, VerifiedTokens verified) : JwtBearerEvents
{
    private const int Longest = 4096;

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
            verified.Add(text, token, context.SecurityToken.ValidTo);
        }

        return Task.CompletedTask;
    }

    /// <summary>Three parts: a signed token. Five would be an encrypted one (JWE), whose reading has cost others dear.</summary>
    public static bool MayBeToken(string text) => text.Length <= Longest && text.AsSpan().Count('.') == 2;

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
