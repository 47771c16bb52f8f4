using Actors.Notifications;

namespace Actors.Users;

/// <summary>What an administrator does with an account. The same grain as <see cref="IUserGrain"/>.</summary>
[Alias("users.IUserAdministrationGrain")]
public interface IUserAdministrationGrain : IGrainWithStringKey
{
    /// <summary>The account, or null when there is none.</summary>
    [Alias("Describe"), AlwaysInterleave]
    Task<UserProfile?> DescribeAsync();

    /// <summary>What is counted and locked; null when there is no such account.</summary>
    [Alias("DescribeLocks"), AlwaysInterleave]
    Task<UserLocks?> DescribeLocksAsync();

    /// <summary>Opens every lockout lane; null when there is no such account.</summary>
    [Alias("Unlock")]
    Task<UserProfile?> UnlockAsync(RequestOrigin origin);

    /// <summary>Brings a message to the account's inbox; false when there is no such account.</summary>
    [Alias("Notify")]
    Task<bool> NotifyAsync(AdminMessage message, RequestOrigin origin);

    /// <summary>
    /// Changes status, roles or name; when it answers, every session goes by them. Null when there is no such account.
    /// Called by <see cref="IAdministratorsGrain"/> only, which keeps the last administrator.
    /// </summary>
    [Alias("Change")]
    Task<UserProfile?> ChangeAsync(AccountChange change, RequestOrigin origin);

    /// <summary>Deletes the account and all it owns; false when there is no such account. Called by <see cref="IAdministratorsGrain"/> only.</summary>
    [Alias("Delete")]
    Task<bool> DeleteAsync(RequestOrigin origin);
}
