namespace Actors.Api.Console;

/// <summary>The refresh token of the console's session, where no script of the page can read it.</summary>
internal static class ConsoleCookie
{
    private const string Name = "actors_console";

    public static string? Read(HttpContext context) => context.Request.Cookies[Name];

    public static void Write(HttpContext context, string refreshToken, TimeSpan lifetime) =>
        context.Response.Cookies.Append(Name, refreshToken, OptionsOf(context, lifetime));

    public static void Clear(HttpContext context) => context.Response.Cookies.Append(Name, "", OptionsOf(context, TimeSpan.Zero));

    // A deletion has to name the same path as what it deletes.
    private static CookieOptions OptionsOf(HttpContext context, TimeSpan lifetime) => new()
    {
        Path = context.Request.PathBase + ConsoleSession.Path,
        MaxAge = lifetime,
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
    };
}
