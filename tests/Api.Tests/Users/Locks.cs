using Actors.Testing;

namespace Actors.Tests.Users;

internal static class Locks
{
    private const string Login = "/api/v1/auth/login";

    /// <summary>Locks strangers out of an account: after five wrong passwords in a row the right one is of no help.</summary>
    public static async Task LockAsync(this HttpClient stranger, string email)
    {
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await stranger.PostAsync(Login, new { email, password = "not the lantern at all" });
            await wrong.IsProblemAsync(401, "invalid_credentials");
        }

        using var locked = await stranger.PostAsync(Login, new { email, password = HttpAccounts.Password });
        await locked.IsProblemAsync(423, "account_locked");
    }
}
