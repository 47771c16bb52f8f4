using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Actors.Api.Tokens;

/// <summary>What others need to verify our tokens: the public keys (RFC 7517) and the server's metadata (RFC 8414).</summary>
internal static class KeyEndpoints
{
    public static IEndpointRouteBuilder MapKeys(this IEndpointRouteBuilder routes)
    {
        var wellKnown = routes.MapGroup("/.well-known").WithTags("Service").AllowAnyone().Unlimited();

        wellKnown.MapGet("/jwks.json", GetKeysAsync).WithSummary("The public keys that verify access tokens");
        wellKnown.MapGet("/oauth-authorization-server", GetMetadata).WithSummary("Authorization server metadata");

        return routes;
    }

    private static async Task<Ok<JsonWebKeySetResponse>> GetKeysAsync(HttpContext context, SigningKeys keys)
    {
        var ring = await keys.RingAsync();
        context.Response.Headers.CacheControl = "public, max-age=60";

        // A shared secret (HS256) has no public part and is never shown.
        return TypedResults.Ok(new JsonWebKeySetResponse(
            [.. ring.Keys.Where(k => k.X is not null).Select(k => new JsonWebKeyResponse("EC", "P-256", k.X!, k.Y!, "sig", k.Algorithm, k.Kid))]));
    }

    private static Ok<MetadataResponse> GetMetadata(HttpRequest request, IOptions<TokenOptions> tokens)
    {
        var root = $"{request.Scheme}://{request.Host}";

        return TypedResults.Ok(new MetadataResponse(
            tokens.Value.Issuer,
            $"{root}/.well-known/jwks.json",
            $"{root}{OAuthErrors.TokenPath}",
            $"{root}/api/v1/auth/introspect",
            $"{root}/api/v1/auth/revoke",
            [],
            ["password", "refresh_token"],
            // Without it clients would think that they need an id and a secret (RFC 8414, 2).
            ["none"],
            $"{root}/docs"));
    }
}

internal sealed record JsonWebKeySetResponse(IReadOnlyList<JsonWebKeyResponse> Keys);

internal sealed record JsonWebKeyResponse(string Kty, string Crv, string X, string Y, string Use, string Alg, string Kid);

internal sealed record MetadataResponse(
    string Issuer,
    string JwksUri,
    string TokenEndpoint,
    string IntrospectionEndpoint,
    string RevocationEndpoint,
    IReadOnlyList<string> ResponseTypesSupported,
    IReadOnlyList<string> GrantTypesSupported,
    IReadOnlyList<string> TokenEndpointAuthMethodsSupported,
    string ServiceDocumentation);
