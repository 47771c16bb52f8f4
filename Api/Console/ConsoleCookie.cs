using Actors.Api.Access;

namespace Actors.Api.Console;

/// <summary>A cookie of the console's page: it goes to what makes sessions alone, and no script can read it.</summary>
internal static class ConsoleCookie
{
    /// <summary>The refresh token of the session.</summary>
    public const string Session = "actors_console";

    public static string? Read(HttpContext context, string name) => context.Request.Cookies[CookieNames.NameOf(context, name)];

    public static void Write(HttpContext context, string name, string value, TimeSpan lifetime) =>
        context.Response.Cookies.Append(CookieNames.NameOf(context, name), value, OptionsOf(context, lifetime));

    public static void Clear(HttpContext context, string name) => Write(context, name, "", TimeSpan.Zero);

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
