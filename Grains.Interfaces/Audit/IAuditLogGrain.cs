using Actors.Storage;

namespace Actors.Audit;

/// <summary>Reads the audit log. A stateless worker: it only asks the store.</summary>
[Alias("audit.IAuditLogGrain")]
public interface IAuditLogGrain : IGrainWithIntegerKey
{
    /// <summary>Lists entries, newest first; null when the cursor is none that this list gave out.</summary>
    [Alias("List"), ResponseTimeout(CallTimeouts.Query)]
    Task<Page<AuditEvent>?> ListAsync(EventQuery query);

    /// <summary>Checks the chains from <paramref name="after"/> on, as many entries as one call should read.</summary>
    [Alias("Verify"), ResponseTimeout(CallTimeouts.Query)]
    Task<AuditVerification> VerifyAsync(AuditProgress? after);

    /// <summary>Checks that none of the users' chains is gone from the log as a whole, for as many users as one call should read.</summary>
    [Alias("VerifyUsers"), ResponseTimeout(CallTimeouts.Query)]
    Task<ChainsVerification> VerifyUsersAsync(string? cursor);

    /// <summary>Checks that none of the chains of sessions that go on is gone from the log as a whole, for as many as one call should read.</summary>
    [Alias("VerifySessions"), ResponseTimeout(CallTimeouts.Query)]
    Task<ChainsVerification> VerifySessionsAsync(string? cursor);

    /// <summary>The same of invitations that are open.</summary>
    [Alias("VerifyInvitations"), ResponseTimeout(CallTimeouts.Query)]
    Task<ChainsVerification> VerifyInvitationsAsync(string? cursor);

    /// <summary>Checks that no chain of administration is gone from the log as a whole; the first that is, if any.</summary>
    [Alias("VerifyAdministration"), ResponseTimeout(CallTimeouts.Query)]
    Task<BrokenEntry?> VerifyAdministrationAsync();
}

/// <summary>How far a verification has come: the last entry that was right.</summary>
/// <param name="Chain">Its chain.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Hash">Its hash.</param>
[GenerateSerializer, Immutable, Alias("audit.Progress")]
public sealed record AuditProgress(string Chain, long Sequence, string Hash);

/// <param name="Checked">How many entries this call read.</param>
/// <param name="Next">Where to go on; null at the end of the log.</param>
/// <param name="Broken">The first entry that is wrong, if any; the verification ends there.</param>
[GenerateSerializer, Immutable, Alias("audit.Verification")]
public sealed record AuditVerification(int Checked, AuditProgress? Next, BrokenEntry? Broken);

/// <param name="Cursor">Where to go on; null at the end.</param>
/// <param name="Broken">The chain that is gone, if any; the verification ends there.</param>
[GenerateSerializer, Immutable, Alias("audit.UserVerification")]
public sealed record ChainsVerification(string? Cursor, BrokenEntry? Broken);

/// <param name="Chain">The chain.</param>
/// <param name="Sequence">The number at which it breaks.</param>
/// <param name="Reason"><c>missing</c>, <c>changed</c> or <c>reordered</c>.</param>
[GenerateSerializer, Immutable, Alias("audit.BrokenEntry")]
public sealed record BrokenEntry(string Chain, long Sequence, string Reason);
