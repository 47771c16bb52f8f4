using System.Text.Json.Serialization;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Actors.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Tokens;

/// <summary>Tells other services whether a token is good (RFC 7662), and ends tokens (RFC 7009).</summary>
internal static class IntrospectionEndpoints
{
    private const string HowToAuthenticate =
        "The API key is sent as X-API-Key or as Authorization: ApiKey. There is no registered name for that, so the server's metadata (RFC 8414) names no "
        + "method for this endpoint: it is not client_secret_basic.";

    public static IEndpointRouteBuilder MapIntrospection(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/v1/auth").WithTags("Tokens");

        auth.MapPost("/introspect", IntrospectAsync).RequireApiKey(Scopes.TokensIntrospect)
            .Accepts<TokenParameter>(Forms.MediaType).WithSummary("Whether a token is good (RFC 7662)")
            .WithDescription(HowToAuthenticate).FailsWith(ErrorCodes.BadRequest);
        auth.MapPost("/revoke", RevokeAsync).RequireApiKey(Scopes.TokensIntrospect)
            .Accepts<TokenParameter>(Forms.MediaType).WithSummary("End a token's session (RFC 7009)")
            .WithDescription(HowToAuthenticate).FailsWith(ErrorCodes.BadRequest);

        return routes;
    }

    private static async Task<Results<Ok<IntrospectionResponse>, Problem>> IntrospectAsync(
        HttpContext context, IGrainFactory grains, AccessTokens tokens)
    {
        if (await TokenOfAsync(context.Request) is not { } sent)
        {
            return Missing();
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(RefreshTokenText.TryParse(sent, out var refresh) ? await DescribeAsync(refresh, sent, grains)
            : await tokens.VerifyAsync(sent) is { } token ? await DescribeAsync(token, grains)
            : IntrospectionResponse.Inactive);
    }

    private static async Task<Results<Ok, Problem>> RevokeAsync(HttpContext context, IGrainFactory grains, AccessTokens tokens)
    {
        if (await TokenOfAsync(context.Request) is not { } sent)
        {
            return Missing();
        }

        var sessionId = RefreshTokenText.TryParse(sent, out var refresh)
            ? await grains.GetSession(refresh.SessionId).OwnsAsync(sent) ? refresh.SessionId : null
            : (await tokens.VerifyAsync(sent))?.SessionId;

        if (sessionId is not null)
        {
            await grains.GetSession(sessionId).RevokeAsync("revoked", Origin.Of(context));
        }

        // The same for a token that is none (RFC 7009, 2.2).
        return TypedResults.Ok();
    }

    private static async Task<IntrospectionResponse> DescribeAsync(VerifiedToken token, IGrainFactory grains)
    {
        var session = await grains.GetSession(token.SessionId).CheckAsync();

        return session.Outcome == SessionOutcome.Valid && session.UserId == token.UserId
            ? new IntrospectionResponse(
                true, token.UserId, token.SessionId, "bearer", token.Issuer, token.Audience,
                token.ExpiresAt.ToUnixTimeSeconds(), token.IssuedAt.ToUnixTimeSeconds(), [.. session.Roles])
            : IntrospectionResponse.Inactive;
    }

    /// <summary>A refresh token is none that a resource is asked with, so it has no type and no audience.</summary>
    private static async Task<IntrospectionResponse> DescribeAsync(RefreshTokenText token, string sent, IGrainFactory grains) =>
        await grains.GetSession(token.SessionId).DescribeRefreshAsync(sent) is { } refresh
            ? new IntrospectionResponse(
                true,
                refresh.UserId,
                token.SessionId,
                Exp: refresh.ExpiresAt.ToUnixTimeSeconds(),
                Iat: refresh.IssuedAt.ToUnixTimeSeconds(),
                Roles: [.. refresh.Roles])
            : IntrospectionResponse.Inactive;

    /// <summary>The one token that was sent, however long: one that is too long to be ours is no good, and not missing.</summary>
    private static async Task<string?> TokenOfAsync(HttpRequest request) =>
        (await Forms.ReadAsync(request))["token"] is [{ Length: > 0 } token] ? token : null;

    private static Problem Missing() =>
        new(ErrorCodes.BadRequest, "One token is required.") { OAuthError = OAuthErrors.InvalidRequest };
}

/// <summary>The form of both endpoints, for the OpenAPI document.</summary>
internal sealed record TokenParameter(string Token, string? TokenTypeHint = null);

/// <summary>Of a token that is no good it says nothing more (RFC 7662, 2.2).</summary>
internal sealed record IntrospectionResponse(
    bool Active,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sub = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sid = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TokenType = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Iss = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Aud = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Exp = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Iat = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Roles = null)
{
    public static readonly IntrospectionResponse Inactive = new(false);
}
