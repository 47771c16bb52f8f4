using Actors.Users;

namespace Actors.Api.Users;

/// <summary>Finds accounts by what callers name them by.</summary>
internal static class AccountLookup
{
    /// <summary>Whether there is an account of this id, which may be any text.</summary>
    public static async ValueTask<bool> HasAccountAsync(this IGrainFactory grains, string id) =>
        Ids.IsId(id, Ids.User) && await grains.GetUserAdministration(id).DescribeAsync() is not null;

    /// <summary>The id of the account that owns an address; where nobody does, the one under which the address is counted and locked.</summary>
    public static async Task<string> FindUserIdAsync(this IGrainFactory grains, EmailAddress email) =>
        await grains.GetLoginName(email).FindAsync() ?? GrainKeys.MadeUpUserId(email);
}
