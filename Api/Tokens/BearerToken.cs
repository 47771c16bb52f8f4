using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Actors.Api.Tokens;

/// <summary>What a verified access token says; the one place where its claims are read.</summary>
internal sealed record BearerToken(string UserId, string SessionId)
{
    private const string Scheme = "Bearer ";

    /// <summary>The key that it was verified with; null where that is not kept.</summary>
    public string? KeyId { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The verified token of the request, or null. One that was verified before is not verified again.</summary>
    public static ValueTask<BearerToken?> AuthenticateAsync(HttpContext context) =>
        Known(context) is { } known ? ValueTask.FromResult<BearerToken?>(known) : VerifyAsync(context);

    /// <summary>The same anew: the framework's own answer stays the first one for as long as the request lasts.</summary>
    public static ValueTask<BearerToken?> AuthenticateAgainAsync(HttpContext context) =>
        context.Features.Get<BearerToken>() is { } kept ? CheckAsync(kept, context.RequestServices)
        : Known(context) is { } known ? ValueTask.FromResult<BearerToken?>(known)
        : VerifyAgainAsync(context);

    /// <summary>For a request that lasts: drops the text of a token that was verified, and keeps what it says for <see cref="AuthenticateAgainAsync"/>.</summary>
    public static void DropText(HttpContext context)
    {
        if (Known(context) is { KeyId: not null } known)
        {
            context.Features.Set(known);
            context.Request.Headers.Authorization = default;
        }
    }

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

    private static async ValueTask<BearerToken?> CheckAsync(BearerToken kept, IServiceProvider services)
    {
        var keys = services.GetRequiredService<SigningKeys>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();

        // As with a token that is sent again: until it expires what is known of the keys is enough, and then the ring is asked.
        return (now < kept.ExpiresAt && keys.Has(kept.KeyId!)) || (now < kept.ExpiresAt + BearerServices.ClockSkew && await keys.KnowAsync(kept.KeyId))
            ? kept
            : null;
    }

    private static async ValueTask<BearerToken?> VerifyAsync(HttpContext context) =>
        Of((await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme)).Principal);

    private static async ValueTask<BearerToken?> VerifyAgainAsync(HttpContext context) =>
        TextOf(context.Request).ToString() is { Length: > 0 } text
        && await context.RequestServices.GetRequiredService<AccessTokens>().VerifyAsync(text) is { } token
            ? new BearerToken(token.UserId, token.SessionId)
            : null;
}
