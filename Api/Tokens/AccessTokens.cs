using Actors.Tokens;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Api.Tokens;

/// <summary>Verifies access tokens (RFC 9068), in whatever part of a request they come.</summary>
internal sealed class AccessTokens
{
    /// <summary>How far clocks may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new();
    private readonly SigningKeys _keys;
    private readonly TokenValidationParameters _rules;

    public AccessTokens(IOptions<TokenOptions> options, SigningKeys keys, TimeProvider clock)
    {
        _keys = keys;
        _rules = new TokenValidationParameters
        {
            ValidTypes = ["at+jwt"],
            ValidIssuer = options.Value.Issuer,
            ValidAudience = options.Value.Audience,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            RequireAudience = true,
            ClockSkew = ClockSkew,
            CryptoProviderFactory = Verifiers.Fresh,

            // Keys come from our own ring alone: what a token says of keys (jku, x5u, jwk) is never looked at.
            IssuerSigningKeyResolver = (_, _, kid, _) => keys.Find(kid),

            // A key is for the one algorithm that it was made for, whatever a token says, and whatever is configured by now:
            // after a change the keys of before are good until their last token has expired, and sign until the new one may.
            AlgorithmValidator = (algorithm, key, _, _) => algorithm == VerificationKeys.AlgorithmOf(key),
            LifetimeValidator = (notBefore, expires, _, _) => IsInTime(notBefore, expires, clock.GetUtcNow().UtcDateTime),
        };
    }

    /// <summary>The token, or null when it is none of ours or no longer good.</summary>
    public async ValueTask<VerifiedToken?> VerifyAsync(string text)
    {
        if (!TokenText.MayBeToken(text) || !await _keys.KnowAsync(TokenText.KeyIdOf(text)))
        {
            return null;
        }

#pragma warning disable CS0618, CA1849 // The older version has no asynchronous form; nothing here waits for anything.
        var result = _handler.ValidateToken(text, _rules);
#pragma warning restore CS0618, CA1849

        return result.IsValid && result.SecurityToken is JsonWebToken token && token.TryGetPayloadValue<string>("sid", out var sessionId)
            ? new VerifiedToken(token.Subject, sessionId, token.Kid, token.Issuer, token.Audiences.First(), token.ValidTo, token.IssuedAt)
            : null;
    }

    private static bool IsInTime(DateTime? notBefore, DateTime? expires, DateTime now) =>
        expires is { } end && now < end + ClockSkew && (notBefore is not { } start || start <= now + ClockSkew);
}

/// <summary>What a verified token says.</summary>
internal sealed record VerifiedToken(
    string UserId, string SessionId, string KeyId, string Issuer, string Audience, DateTimeOffset ExpiresAt, DateTimeOffset IssuedAt);
