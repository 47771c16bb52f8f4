using System.Security.Cryptography;
using System.Text;
using Actors.Api.Users;

namespace Actors.Api.External;

/// <summary>
/// By what an account knows the browser again that signed in by way of a provider: its device token, in a cookie, since a browser that comes
/// back from a provider sends no header. So it is not a new device each time, and takes no other device's lane.
/// </summary>
internal static class ExternalDevice
{
    /// <summary>A device token ends only when others take its place. Browsers keep a cookie for at most 400 days; each sign-in sends it anew.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    /// <summary>The token that the browser got when it signed in to this account; null when it has none.</summary>
    public static string? Read(HttpContext context, string userId) =>
        ExternalCookie.Read(context, NameOf(userId)) is { Length: <= SignInEndpoints.LongestDeviceToken } token ? token : null;

    public static void Write(HttpContext context, string userId, string token) => ExternalCookie.Write(context, NameOf(userId), token, Lifetime);

    // One for each account that is used in the browser, and none whose name tells its id.
    private static string NameOf(string userId) =>
        "actors_external_device_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(userId)).AsSpan(0, 8));
}
