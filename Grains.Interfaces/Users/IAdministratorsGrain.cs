using System.Collections.Immutable;

namespace Actors.Users;

/// <summary>Who may administer. One grain, so that the last administrator can never be removed, however many try at once.</summary>
/// <remarks>
/// What takes the power away from an account, or gives it, goes through here. It keeps the ids of those who certainly have it: one is
/// struck off before the account changes and entered after it, so a crash in between can only make it refuse too much.
/// </remarks>
[Alias("users.IAdministratorsGrain")]
public interface IAdministratorsGrain : IGrainWithStringKey
{
    /// <summary>Makes the first administrator; null when there is one.</summary>
    [Alias("Seed"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<RegisterResult?> SeedAsync(Registration registration, RequestOrigin origin);

    /// <summary>Changes what an administrator may change of any account.</summary>
    [Alias("Change"), ResponseTimeout(CallTimeouts.Query)]
    Task<AdministrationResult> ChangeAsync(string userId, AccountChange change, RequestOrigin origin);

    /// <summary>Deletes an account and all it owns.</summary>
    [Alias("Delete"), ResponseTimeout(CallTimeouts.Query)]
    Task<AdministrationResult> DeleteAsync(string userId, RequestOrigin origin);
}

/// <summary>A change of an account; what is null stays as it is.</summary>
/// <param name="Status">The status to set.</param>
/// <param name="Roles">The roles to set.</param>
/// <param name="DisplayName">The name to set.</param>
/// <param name="Reason">Why, for the audit log.</param>
/// <param name="Unnames">Whether the name is taken away.</param>
[GenerateSerializer, Immutable, Alias("users.AccountChange")]
public sealed record AccountChange(
    UserStatus? Status = null,
    ImmutableArray<string>? Roles = null,
    string? DisplayName = null,
    string? Reason = null,
    bool Unnames = false);

/// <summary>How an administrator's step ended.</summary>
[GenerateSerializer, Alias("users.AdministrationOutcome")]
public enum AdministrationOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>There is no such account.</summary>
    NotFound,

    /// <summary>It would leave nobody who may administer.</summary>
    LastAdministrator,
}

/// <param name="Outcome">How it ended.</param>
/// <param name="User">The account as it is now, when done and still there.</param>
[GenerateSerializer, Immutable, Alias("users.AdministrationResult")]
public sealed record AdministrationResult(AdministrationOutcome Outcome, UserProfile? User = null);
