using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Actors.Api.Tokens;

/// <summary>What a verified access token says; the one place where its claims are read.</summary>
internal sealed record BearerToken(string UserId, string SessionId)
{
    /// <summary>The verified token of the request, or null.</summary>
    public static async ValueTask<BearerToken?> AuthenticateAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        var claims = result.Principal;

        return claims?.FindFirst("sub")?.Value is { } userId
            && claims.FindFirst("sid")?.Value is { } sessionId
            && Ids.IsId(userId, Ids.User)
            && Ids.IsId(sessionId, Ids.Session)
                ? new BearerToken(userId, sessionId)
                : null;
    }
}
