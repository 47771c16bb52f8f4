namespace Actors.Users;

/// <summary>One account. The key is its id, <c>usr_…</c>.</summary>
/// <remarks>One grain answers to several interfaces, each a group of verbs; calls to one account run one at a time.</remarks>
[Alias("users.IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>Makes the account; answers <see cref="RegisterOutcome.EmailTaken"/> when it is there already. Called by its address's grain only.</summary>
    [Alias("Create"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<RegisterResult> CreateAsync(Registration registration, RequestOrigin origin);

    /// <summary>
    /// Somebody registers the account's own address again: does the work of a registration, refuses a weak password alike, and mails
    /// the owner, at most once an hour. Called by its address's grain only.
    /// </summary>
    [Alias("RegisterAgain"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<RegisterResult> RegisterAgainAsync(Registration registration, RequestOrigin origin);

    /// <summary>Whether this account exists and <paramref name="normalizedEmail"/> is its address.</summary>
    [Alias("OwnsEmail"), AlwaysInterleave]
    Task<bool> OwnsEmailAsync(string normalizedEmail);

    /// <summary>The same as it is stored, when what the account does now has ended: another silo, thought lost, may have made the account.</summary>
    [Alias("OwnsEmailAfterAll"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<bool> OwnsEmailAfterAllAsync(string normalizedEmail);

    /// <summary>The account, or null when there is none.</summary>
    [Alias("GetProfile"), AlwaysInterleave]
    Task<UserProfile?> GetProfileAsync();

    /// <summary>Changes the name to show; null when there is no such account.</summary>
    [Alias("Rename"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<UserProfile?> RenameAsync(string? displayName, RequestOrigin origin);

    /// <summary>A part of everything held about the user, of which all together are one JSON object; null when there is no such account.</summary>
    /// <param name="after">What the part before gave as its next; null for the first.</param>
    [Alias("ExportPart"), AlwaysInterleave, ResponseTimeout(CallTimeouts.Query)]
    Task<ExportPart?> ExportAsync(string? after);

    /// <summary>Takes the address for this account on the strength of a mailed token. Called by the address's grain only.</summary>
    [Alias("AcceptEmail"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<EmailOutcome> AcceptEmailAsync(string normalizedEmail, string token, RequestOrigin origin);
}
