using System.Buffers.Text;
using System.Text.Json;
using Actors.Api.Tokens;
using Actors.External;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Api.External;

/// <summary>Checks ID tokens (OpenID Connect Core 1.0, 3.1.3.7).</summary>
internal sealed class IdTokens(TimeProvider clock)
{
    private const int MaxLength = 16 * 1024;
    private const int MaxSubjectLength = 255;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Signatures alone: a shared secret (HS256) or none at all proves nothing.</summary>
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    private readonly JsonWebTokenHandler _handler = new();

    /// <summary>The id of the key that the token names; null when it names none or is no token.</summary>
    public static string? KeyIdOf(string? token)
    {
        try
        {
            return MayBeToken(token) && new JsonWebToken(token).Kid is { Length: > 0 } kid ? kid : null;
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return null;
        }
    }

    /// <summary>What a good token says.</summary>
    /// <exception cref="ProviderException">It is not good; the message says why.</exception>
    public ProviderClaims Validate(string? token, string issuer, string clientId, string nonce, IEnumerable<SecurityKey> keys)
    {
        if (!MayBeToken(token))
        {
            throw new ProviderException("The ID token is missing, too long or not a signed one.");
        }

        var rules = new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            ValidIssuer = issuer,
            ValidAudience = clientId,
            IssuerSigningKeys = keys,
            CryptoProviderFactory = Verifiers.Fresh,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            RequireAudience = true,
            // Times are checked below, by our clock.
            LifetimeValidator = (_, expires, _, _) => expires is not null,
        };

#pragma warning disable CS0618 // The older version has no asynchronous form; nothing here waits for anything.
        var result = _handler.ValidateToken(token, rules);
#pragma warning restore CS0618

        if (!result.IsValid || result.SecurityToken is not JsonWebToken { } read)
        {
            throw new ProviderException($"The ID token is not good: {result.Exception?.GetType().Name}.", inner: result.Exception);
        }

        return FaultOf(read, clientId, nonce) is { } fault ? throw new ProviderException($"The ID token is not good: {fault}.") : ClaimsOf(token!);
    }

    /// <summary>What is wrong with a token whose signature is good; null when nothing is.</summary>
    private string? FaultOf(JsonWebToken token, string clientId, string nonce)
    {
        try
        {
            return Check(token, clientId, nonce);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return "a claim is of the wrong type";
        }
    }

    private string? Check(JsonWebToken token, string clientId, string nonce)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var party = token.TryGetPayloadValue<string>("azp", out var azp) ? azp : null;
        var sent = token.TryGetPayloadValue<string>("nonce", out var text) ? text : "";

        return token switch
        {
            _ when token.Typ is { Length: > 0 } typ && !string.Equals(typ, "JWT", StringComparison.OrdinalIgnoreCase) => "it is of another type",
            _ when party is not null && party != clientId => "azp is another client",
            _ when token.Audiences.Count() > 1 && party is null => "it is for several and names no azp",
            _ when now - ClockSkew >= token.ValidTo => "exp is past",
            _ when token.IssuedAt == DateTime.MinValue => "iat is missing",
            _ when token.IssuedAt > now + ClockSkew => "iat is to come",
            // It is made for the sign-in that asked for it.
            _ when token.IssuedAt < now - PendingSignIn.Lifetime - ClockSkew => "iat is long ago",
            _ when token.Subject is not { Length: > 0 and <= MaxSubjectLength } => "sub is missing or too long",
            _ when !SecretText.AreEqual(sent, nonce) => "nonce is another",
            _ => null,
        };
    }

    /// <summary>Whether a token threw it because of what is in it: it takes a value for what it should be only when it is asked for it.</summary>
    private static bool IsUnreadable(Exception exception) => exception is ArgumentException or FormatException or OverflowException or InvalidCastException;

    private static ProviderClaims ClaimsOf(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<ProviderClaims>(Base64Url.DecodeFromChars(token.Split('.')[1]))!;
        }
        catch (JsonException exception)
        {
            throw new ProviderException("The ID token has claims of the wrong type.", inner: exception);
        }
    }

    /// <summary>Three parts: five would be an encrypted one, whose reading has cost others dear.</summary>
    private static bool MayBeToken(string? token) => token?.Length <= MaxLength && token.AsSpan().Count('.') == 2;
}
