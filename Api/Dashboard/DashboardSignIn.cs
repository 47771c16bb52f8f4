using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.Api.Tokens;
using Actors.Api.Users;
using Actors.RateLimits;
using Actors.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Dashboard;

/// <summary>The way of a browser into the dashboard: a form, and a cookie for the pages below.</summary>
internal static class DashboardSignIn
{
    private const string Path = DashboardAccess.Path + "/sign-in";

    private const string PagePolicy = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Page = """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign in to the dashboard</title></head>
        <body>
        <h1>Dashboard</h1>
        <form method="post">
        <p><label>E-mail<br><input name="email" type="email" autocomplete="username" required autofocus></label></p>
        <p><label>Password<br><input name="password" type="password" autocomplete="current-password" required></label></p>
        <p><label>Code of the authenticator, if there is one<br><input name="totp_code" inputmode="numeric" autocomplete="one-time-code"></label></p>
        <p><button>Sign in</button></p>
        </form>
        </body>
        </html>
        """;

    private static readonly DeviceCookie Device = new("actors_dashboard_device_", Path);

    public static void MapDashboardSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).AllowAnyone().ExcludeFromDescription();
        routes.MapPost(Path, SignInAsync).AllowAnyone().RequireRateLimit(RateLimitTiers.Auth).ExcludeFromDescription();
    }

    private static ContentHttpResult Show(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = PagePolicy;
        return TypedResults.Content(Page, "text/html; charset=utf-8");
    }

    private static async Task<Results<RedirectHttpResult, Problem>> SignInAsync(HttpContext context, IGrainFactory grains, AccessTokens tokens)
    {
        var form = await Forms.ReadAsync(context.Request);
        var email = form["email"].ToString();
        var device = SignInEndpoints.DeviceTokenOf(context) ?? Device.Read(context, email);
        var result = await SignInEndpoints.SignInAsync(
            context, grains, email, form["password"].ToString(), device, form["totp_code"] is [var code] ? code : null);

        if (result.Outcome != SignInOutcome.SignedIn)
        {
            return SignInEndpoints.Refusal(result);
        }

        await EndReplacedAsync(context, grains, tokens);
        Device.Write(context, email, result.DeviceToken!);
        SessionCookie.Write(context, DashboardAccess.Path, result.Tokens!.AccessToken, TimeSpan.FromSeconds(result.Tokens.ExpiresIn));
        // Relative, so that it holds behind a proxy that serves it under a path of its own.
        return TypedResults.Redirect(context.Request.Path.Value is [.., '/'] ? "../" : "./");
    }

    /// <summary>Who signs in once more does not leave a session behind of which no browser knows.</summary>
    private static async Task EndReplacedAsync(HttpContext context, IGrainFactory grains, AccessTokens tokens)
    {
        if (SessionCookie.Read(context) is { } sent && await tokens.VerifyAsync(sent) is { } token)
        {
            await grains.GetSession(token.SessionId).RevokeAsync("replaced", Origin.Of(context));
        }
    }
}
