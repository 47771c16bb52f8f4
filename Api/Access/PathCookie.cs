namespace Actors.Api.Access;

/// <summary>A cookie that goes to one path alone, and that no script can read; with what another site sends only as <c>SameSite</c> says, by default never.</summary>
internal sealed class PathCookie(string name, string path, SameSiteMode sameSite = SameSiteMode.Strict)
{
    public string? Read(HttpContext context) => context.Request.Cookies[CookieNames.NameOf(context, name)];

    public void Write(HttpContext context, string value, TimeSpan lifetime) =>
        context.Response.Cookies.Append(CookieNames.NameOf(context, name), value, new CookieOptions
        {
            Path = context.Request.PathBase + path,
            MaxAge = lifetime,
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = sameSite,
        });

    // A deletion has to name the same path as what it deletes.
    public void Clear(HttpContext context) => Write(context, "", TimeSpan.Zero);
}
