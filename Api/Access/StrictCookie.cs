namespace Actors.Api.Access;

/// <summary>A cookie that goes to one path alone, never with what another site sends, and that no script can read.</summary>
internal sealed class StrictCookie(string name, string path)
{
    public string? Read(HttpContext context) => context.Request.Cookies[CookieNames.NameOf(context, name)];

    public void Write(HttpContext context, string value, TimeSpan lifetime) =>
        context.Response.Cookies.Append(CookieNames.NameOf(context, name), value, new CookieOptions
        {
            Path = context.Request.PathBase + path,
            MaxAge = lifetime,
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
        });

    // A deletion has to name the same path as what it deletes.
    public void Clear(HttpContext context) => Write(context, "", TimeSpan.Zero);
}
