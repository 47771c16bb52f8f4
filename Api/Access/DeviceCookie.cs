using Actors.Api.Users;
using Actors.Users;

namespace Actors.Api.Access;

/// <summary>
/// By what an account knows the browser again: its device token, in a cookie that stays when the session ends, since a browser sends no
/// header of its own. So somebody else's guesses do not lock the owner out of a page, and a sign-in there is not a new device each time.
/// </summary>
internal sealed class DeviceCookie(string prefix, string path, SameSiteMode sameSite = SameSiteMode.Strict)
{
    /// <summary>A device token ends only when others take its place. Browsers keep a cookie for at most 400 days; each sign-in sends it anew.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    /// <summary>For so many accounts in one browser. It sends all of them at once, and proxies take headers of 8 KiB, of which these are less than 5.</summary>
    private const int MaxAccounts = 40;

    /// <summary>At most so many are taken away by one answer, whose headers have their bounds as well.</summary>
    private const int MaxForgotten = 5;

    private const int HashLength = 16;

    /// <summary>The token that the browser got when it signed in to this account, by its address or its id; null when it has none.</summary>
    public string? Read(HttpContext context, string account) =>
        Of(account).Read(context) is { Length: <= SignInEndpoints.MaxDeviceTokenLength } token ? token : null;

    public void Write(HttpContext context, string account, string token)
    {
        var own = HashOf(account);
        string[] others = [.. HashesIn(context).Where(hash => hash != own)];

        // A browser tells the oldest first (RFC 6265, 5.4).
        foreach (var forgotten in others.Take(Math.Clamp(others.Length + 1 - MaxAccounts, 0, MaxForgotten)))
        {
            At(forgotten).Clear(context);
        }

        At(own).Write(context, token, Lifetime);
    }

    /// <summary>Of the accounts that the browser is known to.</summary>
    private IEnumerable<string> HashesIn(HttpContext context)
    {
        var start = CookieNames.NameOf(context, prefix);

        return from name in context.Request.Cookies.Keys
               where name.Length == start.Length + HashLength && name.StartsWith(start, StringComparison.Ordinal)
               let hash = name[start.Length..]
               where hash.All(char.IsAsciiHexDigitLower)
               select hash;
    }

    private PathCookie Of(string account) => At(HashOf(account));

    private PathCookie At(string hash) => new(prefix + hash, path, sameSite);

    // One for each account that is used in the browser, and none whose name tells which, however its address is written.
    private static string HashOf(string account) => SecretText.Sha256Hex(EmailAddress.Parse(account)?.Normalized ?? account)[..HashLength];
}
