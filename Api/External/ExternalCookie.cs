using Actors.Api.Access;

namespace Actors.Api.External;

/// <summary>A cookie of sign-ins by way of a provider: it goes to them alone, and no script can read it.</summary>
internal static class ExternalCookie
{
    private const string Path = "/api/v1/auth/external";

    public static string? Read(HttpContext context, string name) => context.Request.Cookies[CookieNames.NameOf(context, name)];

    public static void Write(HttpContext context, string name, string value, TimeSpan lifetime) =>
        context.Response.Cookies.Append(CookieNames.NameOf(context, name), value, new CookieOptions
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            // Lax: it is to come back with the provider's redirect, and with nothing that another site sends.
            SameSite = SameSiteMode.Lax,
            MaxAge = lifetime,
            Path = Path,
        });

    public static void Clear(HttpContext context, string name) => Write(context, name, "", TimeSpan.Zero);
}
