using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Actors.Api.Tokens;

/// <summary>Verifies access tokens that come in a body, by the very rules of those that come in a header.</summary>
internal sealed class AccessTokens(IOptionsMonitor<JwtBearerOptions> bearer, SigningKeys keys)
{
    private readonly JsonWebTokenHandler _handler = new();

    /// <summary>The token, or null when it is none of ours or no longer good.</summary>
    public async ValueTask<VerifiedToken?> VerifyAsync(string text)
    {
        if (!BearerEvents.MayBeToken(text) || !await BearerEvents.IsOfKnownKeyAsync(text, keys))
        {
            return null;
        }

        var rules = bearer.Get(JwtBearerDefaults.AuthenticationScheme).TokenValidationParameters;
#pragma warning disable CS0618, CA1849 // The older version has no asynchronous form; nothing here waits for anything.
        var result = _handler.ValidateToken(text, rules);
#pragma warning restore CS0618, CA1849

        return result.IsValid && result.SecurityToken is JsonWebToken token
            ? new VerifiedToken(
                token.Subject,
                token.GetClaim("sid").Value,
                token.Issuer,
                token.Audiences.First(),
                new DateTimeOffset(token.ValidTo).ToUnixTimeSeconds(),
                new DateTimeOffset(token.IssuedAt).ToUnixTimeSeconds())
            : null;
    }
}

/// <summary>What a verified token says; times in seconds since 1970.</summary>
internal sealed record VerifiedToken(string UserId, string SessionId, string Issuer, string Audience, long ExpiresAt, long IssuedAt);
