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

    /// <summary>Opens every lockout lane and the second factor; null when there is no such account.</summary>
    [Alias("Unlock"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<UserProfile?> UnlockAsync(RequestOrigin origin);

    /// <summary>Brings a message to the account's inbox, once.</summary>
    [Alias("Notify"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<NotifyOutcome> NotifyAsync(AdminMessage message, RequestOrigin origin);

    /// <summary>
    /// Changes status, roles or name; when it answers, every session goes by them. Null when there is no such account.
    /// Called by <see cref="IAdministratorsGrain"/> only, which keeps the last administrator.
    /// </summary>
    [Alias("Change"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<UserProfile?> ChangeAsync(AccountChange change, RequestOrigin origin);

    /// <summary>
    /// Shuts the account for good: to everybody there is none any more, and its address is free. Answers with that address; null when there
    /// is no such account. May be repeated. Called by <see cref="IAdministratorsGrain"/> only, which frees the address and has it erased.
    /// </summary>
    [Alias("Shut"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<EmailAddress?> ShutAsync(RequestOrigin origin);

    /// <summary>Erases an account that was shut and all it owns; does nothing to any other. May be repeated.</summary>
    [Alias("Erase"), ResponseTimeout(CallTimeouts.Query)]
    Task EraseAsync(RequestOrigin origin);
}
