using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.RateLimits;
using Actors.Sessions;
using Actors.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Users;

/// <summary>The OAuth 2.0 token endpoint (RFC 6749) and the same refresh and logout in JSON.</summary>
internal static class TokenEndpoints
{
    public static IEndpointRouteBuilder MapTokens(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/v1/auth").WithTags("Accounts");

        auth.MapPost("/token", TokenAsync).AllowAnyone().RequireRateLimit(RateLimitTiers.Auth).Accepts<TokenForm>(Forms.MediaType)
            .WithSummary("Sign in or refresh, the OAuth 2.0 way").TakesHeaders(SignInEndpoints.DeviceTokenHeader)
            .FailsWith([.. SignInEndpoints.Refusals, ErrorCodes.BadRequest, ErrorCodes.InvalidToken, ErrorCodes.RefreshReused]);
        auth.MapPost("/refresh", RefreshAsync).AllowAnyone().WithSummary("Spend a refresh token for the next pair")
            .FailsWith(ErrorCodes.InvalidToken, ErrorCodes.RefreshReused);
        auth.MapPost("/logout", LogoutAsync).RequireUser().WithSummary("End this session");

        return routes;
    }

    private static async Task<Results<Ok<TokenResponse>, Problem>> TokenAsync(HttpContext context, IGrainFactory grains)
    {
        var form = await Forms.ReadAsync(context.Request);

        return One(form, "grant_type") switch
        {
            "password" => await PasswordGrantAsync(context, grains, One(form, "username"), One(form, "password")),
            "refresh_token" => await RefreshGrantAsync(context, grains, One(form, "refresh_token")),
            null => new Problem(ErrorCodes.BadRequest, "grant_type is missing.") { OAuthError = OAuthErrors.InvalidRequest },
            _ => new Problem(ErrorCodes.BadRequest, "This grant_type is not supported.") { OAuthError = "unsupported_grant_type" },
        };
    }

    private static async Task<Results<Ok<TokenResponse>, Problem>> PasswordGrantAsync(
        HttpContext context, IGrainFactory grains, string? username, string? password)
    {
        if (username is null || password is null)
        {
            return new Problem(ErrorCodes.BadRequest, "username and password are required.") { OAuthError = OAuthErrors.InvalidRequest };
        }

        var result = await SignInEndpoints.SignInAsync(context, grains, username, password, SignInEndpoints.DeviceTokenOf(context));

        return result.Outcome == SignInOutcome.SignedIn
            ? SignInEndpoints.NoStore(context, TokenResponse.Of(result.Tokens!, result.DeviceToken))
            : SignInEndpoints.Refusal(result, OAuthErrors.InvalidGrant);
    }

    private static async Task<Results<Ok<TokenResponse>, Problem>> RefreshGrantAsync(HttpContext context, IGrainFactory grains, string? refreshToken) =>
        refreshToken is null
            ? new Problem(ErrorCodes.BadRequest, "refresh_token is required.") { OAuthError = OAuthErrors.InvalidRequest }
            : await SpendAsync(context, grains, refreshToken, OAuthErrors.InvalidGrant);

    private static Task<Results<Ok<TokenResponse>, Problem>> RefreshAsync(
        HttpContext context, Body<RefreshRequest> body, IGrainFactory grains) =>
        SpendAsync(context, grains, body.Value.RefreshToken, oauthError: null);

    private static async Task<Results<Ok<TokenResponse>, Problem>> SpendAsync(
        HttpContext context, IGrainFactory grains, string? refreshToken, string? oauthError)
    {
        var (tokens, refused) = await SpendAsync(context, grains, refreshToken);

        return tokens is null
            ? new Problem(refused!.Code) { OAuthError = oauthError }
            : SignInEndpoints.NoStore(context, TokenResponse.Of(tokens));
    }

    /// <summary>The next pair, or why there is none.</summary>
    internal static async Task<(TokenPair? Tokens, Problem? Refused)> SpendAsync(HttpContext context, IGrainFactory grains, string? refreshToken)
    {
        if (!RefreshTokenText.TryParse(refreshToken, out var token))
        {
            return (null, new Problem(ErrorCodes.InvalidToken));
        }

        var result = await grains.GetSession(token.SessionId).RefreshAsync(refreshToken!, Origin.Of(context));

        return result.Outcome switch
        {
            RefreshOutcome.Refreshed => (result.Tokens, null),
            RefreshOutcome.Invalid or RefreshOutcome.AccountShut => (null, new Problem(ErrorCodes.InvalidToken)),
            RefreshOutcome.Reused => (null, new Problem(ErrorCodes.RefreshReused)),
            _ => throw new InvalidOperationException($"Unmapped refresh outcome '{result.Outcome}'."),
        };
    }

    private static async Task<NoContent> LogoutAsync(CurrentUser user, Origin origin, IGrainFactory grains)
    {
        await grains.GetSession(user.SessionId!).RevokeAsync("logout", origin);
        return TypedResults.NoContent();
    }

    /// <summary>A parameter sent once (RFC 6749, 3.1: none is repeated, and one without a value is as if left out). How long it may be is for who reads it.</summary>
    private static string? One(IFormCollection form, string name) => form[name] is [{ Length: > 0 } value] ? value : null;
}

/// <summary>The form of the token endpoint, for the OpenAPI document.</summary>
internal sealed record TokenForm(string GrantType, string? Username = null, string? Password = null, string? RefreshToken = null);
