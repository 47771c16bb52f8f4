using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Actors.Api.Tokens;

/// <summary>What a verified access token says; the one place where its claims are read.</summary>
internal sealed record BearerToken(string UserId, string SessionId)
{
    private const string Scheme = "Bearer ";

    /// <summary>The verified token of the request, or null. One that was verified before is not verified again.</summary>
    public static ValueTask<BearerToken?> AuthenticateAsync(HttpContext context) =>
        Known(context) is { } known ? ValueTask.FromResult<BearerToken?>(known) : VerifyAsync(context);

    /// <summary>The same anew: the framework's own answer stays the first one for as long as the request lasts.</summary>
    public static ValueTask<BearerToken?> AuthenticateAgainAsync(HttpContext context) =>
        Known(context) is { } known ? ValueTask.FromResult<BearerToken?>(known) : VerifyAgainAsync(context);

    /// <summary>The token as it was sent, verified or not; empty when there is none.</summary>
    public static ReadOnlySpan<char> TextOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header.AsSpan(Scheme.Length).Trim() : [];
    }

    /// <summary>What a verified token's claims say; null when they do not say it.</summary>
    public static BearerToken? Of(ClaimsPrincipal? claims) =>
        claims?.FindFirst("sub")?.Value is { } userId
        && claims.FindFirst("sid")?.Value is { } sessionId
        && Ids.IsId(userId, Ids.User)
        && Ids.IsId(sessionId, Ids.Session)
            ? new BearerToken(userId, sessionId)
            : null;

    private static BearerToken? Known(HttpContext context) =>
        TextOf(context.Request) is { IsEmpty: false } text ? context.RequestServices.GetRequiredService<VerifiedTokens>().Find(text) : null;

    private static async ValueTask<BearerToken?> VerifyAsync(HttpContext context) =>
        Of((await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme)).Principal);

    private static async ValueTask<BearerToken?> VerifyAgainAsync(HttpContext context) =>
        TextOf(context.Request).ToString() is { Length: > 0 } text
        && await context.RequestServices.GetRequiredService<AccessTokens>().VerifyAsync(text) is { } token
            ? new BearerToken(token.UserId, token.SessionId)
            : null;
}
