using System.Security.Cryptography;
using System.Text;
using Actors.Users;

namespace Actors.Api.Console;

/// <summary>
/// By what an account knows the browser again: its device token, in a cookie that stays when the session ends. So somebody else's
/// guesses do not lock the owner out of the console.
/// </summary>
internal static class ConsoleDevice
{
    private const string Prefix = ConsoleCookie.Session + "_device_";

    /// <summary>A device token ends only when others take its place. Browsers keep a cookie for at most 400 days; each sign-in sends it anew.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    /// <summary>The token that the browser got when it signed in to this account; null when it has none.</summary>
    public static string? Read(HttpContext context, string typed) => NameOf(typed) is { } name ? ConsoleCookie.Read(context, name) : null;

    public static void Write(HttpContext context, string typed, string token)
    {
        if (NameOf(typed) is { } name)
        {
            ConsoleCookie.Write(context, name, token, Lifetime);
        }
    }

    // One for each account that is used in the browser, and none whose name tells its address.
    private static string? NameOf(string typed) => EmailAddress.TryParse(typed, out var email, out _)
        ? Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.Normalized)).AsSpan(0, 8))
        : null;
}
