using System.Security.Cryptography;
using System.Text;
using Actors.Users;

namespace Actors.Api.Access;

/// <summary>
/// By what an account knows the browser again: its device token, in a cookie that stays when the session ends. So somebody else's
/// guesses do not lock the owner out of a page.
/// </summary>
internal sealed class DeviceCookie(string prefix, string path)
{
    /// <summary>A device token ends only when others take its place. Browsers keep a cookie for at most 400 days; each sign-in sends it anew.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    /// <summary>The token that the browser got when it signed in to this account; null when it has none.</summary>
    public string? Read(HttpContext context, string typed) => Of(typed)?.Read(context);

    public void Write(HttpContext context, string typed, string token) => Of(typed)?.Write(context, token, Lifetime);

    // One for each account that is used in the browser, and none whose name tells its address.
    private StrictCookie? Of(string typed) => EmailAddress.TryParse(typed, out var email, out _)
        ? new StrictCookie(prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.Normalized)).AsSpan(0, 8)), path)
        : null;
}
