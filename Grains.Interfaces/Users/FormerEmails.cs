namespace Actors.Users;

/// <summary>The addresses that an account has left, and that have to be free for others.</summary>
public static class FormerEmails
{
    /// <summary>
    /// Frees what the account has left, also by a change that broke off, and has it forgotten. May be repeated. Not for the account itself:
    /// its addresses ask it whether it owns them, and calls run one way.
    /// </summary>
    public static async Task ReleaseFormerEmailsAsync(this IGrainFactory grains, string userId)
    {
        var account = grains.GetUserEmail(userId);

        foreach (var former in await account.ListFormerAsync())
        {
            await grains.GetStoredLoginName(former).ReleaseAsync();
            await account.ForgetFormerAsync(former);
        }
    }
}
