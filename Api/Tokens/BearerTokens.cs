namespace Actors.Api.Tokens;

/// <summary>Finds out whom the access token of a request names. One that was verified before is not verified again.</summary>
internal sealed class BearerTokens(AccessTokens tokens, SigningKeys keys, VerifiedTokens verified, TimeProvider clock)
{
    /// <summary>What the request's token says; null when it has none, or one that is no good or no longer.</summary>
    public ValueTask<BearerToken?> AuthenticateAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var text = BearerToken.TextOf(header);

        return text.IsEmpty ? CheckAsync(context.Features.Get<BearerToken>())
            : verified.Find(header, text) is { } known ? ValueTask.FromResult<BearerToken?>(known)
            : VerifyAsync(text.ToString());
    }

    /// <summary>For a request that lasts: drops the text of a token that was verified, and keeps what it says for <see cref="AuthenticateAsync"/>.</summary>
    public void DropText(HttpContext context)
    {
        if (verified.Find(BearerToken.TextOf(context.Request.Headers.Authorization.ToString())) is { } known)
        {
            context.Features.Set(known);
            context.Request.Headers.Authorization = default;
        }
    }

    /// <summary>Remembers a token that was verified.</summary>
    internal BearerToken Remember(string text, VerifiedToken token)
    {
        var named = new BearerToken(token.UserId, token.SessionId, token.KeyId, token.ExpiresAt);
        verified.Add(text, named);

        // The key may have gone since it verified. A node forgets the key first and then the tokens; here the token comes
        // first and then the look for the key: one of the two finds the other.
        if (!keys.Has(token.KeyId))
        {
            verified.Clear();
        }

        return named;
    }

    private async ValueTask<BearerToken?> VerifyAsync(string text) =>
        await tokens.VerifyAsync(text) is { } token && Ids.IsId(token.UserId, Ids.User) && Ids.IsId(token.SessionId, Ids.Session)
            ? Remember(text, token)
            : null;

    private async ValueTask<BearerToken?> CheckAsync(BearerToken? kept)
    {
        if (kept is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();

        // As with a token that is sent again: until it expires what is known of the keys is enough, and then the ring is asked.
        return (now < kept.ExpiresAt && keys.Has(kept.KeyId)) || (now < kept.ExpiresAt + AccessTokens.ClockSkew && await keys.KnowAsync(kept.KeyId))
            ? kept
            : null;
    }
}
