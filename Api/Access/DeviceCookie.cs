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

    /// <summary>The token that the browser got when it signed in to this account, by its address or its id; null when it has none.</summary>
    public string? Read(HttpContext context, string account) =>
        Of(account).Read(context) is { Length: <= SignInEndpoints.MaxDeviceTokenLength } token ? token : null;

    public void Write(HttpContext context, string account, string token) => Of(account).Write(context, token, Lifetime);

    // One for each account that is used in the browser, and none whose name tells which, however its address is written.
    private PathCookie Of(string account)
    {
        var key = EmailAddress.Parse(account)?.Normalized ?? account;
        return new PathCookie(prefix + SecretText.Sha256Hex(key)[..16], path, sameSite);
    }
}
