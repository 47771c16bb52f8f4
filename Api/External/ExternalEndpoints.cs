using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.External;
using Actors.RateLimits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Actors.Api.External;

/// <summary>Begins a sign-in with an OpenID provider (OpenID Connect Core 1.0, 3.1): the code flow with PKCE, state and nonce.</summary>
internal static class ExternalEndpoints
{
    public static IEndpointRouteBuilder MapExternalSignIn(this IEndpointRouteBuilder routes)
    {
        var external = routes.MapGroup("/api/v1/auth/external").WithTags("Accounts");

        external.MapGet("/{provider}", BeginAsync).AllowAnyone().RequireRateLimit(RateLimitTiers.Auth)
            .WithSummary("Sign in with an OpenID provider: leads the browser there")
            .Produces(StatusCodes.Status302Found)
            .FailsWith(ErrorCodes.NotFound, ErrorCodes.ProviderUnavailable);
        external.MapExternalCallback();

        return routes;
    }

    private static async Task<Results<RedirectHttpResult, Problem>> BeginAsync(
        string provider, HttpContext context, Providers providers, IGrainFactory grains, IOptions<ExternalOptions> options, ILogger<Provider> log)
    {
        if (providers.Find(provider) is not { } found)
        {
            return new Problem(ErrorCodes.NotFound);
        }

        try
        {
            var metadata = await found.MetadataAsync(context.RequestAborted);
            var state = SecretText.New();
            var pending = new PendingSignIn(provider, BrowserSecret.Give(context, state), NewSecret(), NewSecret(), RedirectUri(context.Request, provider, options.Value));

            await grains.GetExternalSignIn(state).BeginAsync(pending);
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Redirect(AuthorizationUrl(metadata, found.Options, state, pending));
        }
        catch (ProviderException exception)
        {
            log.LogWarning(exception, "The provider {Provider} cannot be used", provider);
            return new Problem(ErrorCodes.ProviderUnavailable) { RetryAfter = TimeSpan.FromSeconds(10) };
        }
    }

    private static string AuthorizationUrl(ProviderMetadata metadata, ProviderOptions options, string state, PendingSignIn pending) =>
        QueryHelpers.AddQueryString(metadata.AuthorizationEndpoint!, new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = options.ClientId,
            ["redirect_uri"] = pending.RedirectUri,
            ["scope"] = options.Scopes,
            ["state"] = state,
            ["nonce"] = pending.Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(pending.CodeVerifier))),
            ["code_challenge_method"] = "S256",
        });

    private static string RedirectUri(HttpRequest request, string provider, ExternalOptions options)
    {
        var root = options.PublicUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";
        return $"{root}/api/v1/auth/external/{provider}/callback";
    }

    /// <summary>256 random bits, 43 characters: what RFC 7636 4.1 advises.</summary>
    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
