namespace Actors.Api.Access;

/// <summary>
/// Over TLS the names of cookies begin so that a browser takes them over TLS alone: nobody on the way can plant one in their place. Over plain
/// HTTP, as on this machine alone, it would not take such a one.
/// </summary>
internal static class CookieNames
{
    private const string Prefix = "__Secure-";

    public static string NameOf(HttpContext context, string name) => context.Request.IsHttps ? Prefix + name : name;
}
