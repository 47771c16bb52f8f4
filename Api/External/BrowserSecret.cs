using Actors.Api.Access;
using Actors.External;

namespace Actors.Api.External;

/// <summary>Ties a sign-in to the browser that began it, by a cookie: who is lured to another's answer has none.</summary>
internal static class BrowserSecret
{
    /// <summary>Gives the browser a secret for this sign-in, and returns its hash.</summary>
    public static string Give(HttpContext context, string state)
    {
        var secret = SecretText.New();

        CookieOf(state).Write(context, secret, PendingSignIn.Lifetime);
        return SecretText.Sha256Hex(secret);
    }

    /// <summary>The hash of the secret that the browser has for this sign-in; of nothing when it has none.</summary>
    public static string HashOf(HttpContext context, string state) => SecretText.Sha256Hex(CookieOf(state).Read(context) ?? "");

    /// <summary>Takes the secret away.</summary>
    public static void Take(HttpContext context, string state) => CookieOf(state).Clear(context);

    // One for each sign-in, so that two tabs do not spoil each other's.
    private static PathCookie CookieOf(string state) => ExternalCookies.Of($"actors_external_{state[..16]}");
}
