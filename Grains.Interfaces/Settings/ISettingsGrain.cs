using System.Collections.Immutable;

namespace Actors.Settings;

/// <summary>One JSON document of one persona of one user, with its versions. The key is user id and persona (<see cref="GrainKeys"/>).</summary>
/// <remarks>
/// Calls run one at a time, so two changes cannot cross; what is answered is durable. A document is kept as it was sent:
/// digits, escapes and the order of members stay, only whitespace between tokens goes. Versions start at 1, grow by one with
/// every change and go on growing after a deletion. Every text is UTF-8.
/// </remarks>
[Alias("settings.ISettingsGrain")]
public interface ISettingsGrain : IGrainWithStringKey
{
    /// <summary>The document; <see cref="SettingsReadOutcome.NotModified"/> when its version is <paramref name="knownVersion"/>.</summary>
    /// <remarks>Answers from memory while a change is being written, and then with the last durable version.</remarks>
    [AlwaysInterleave]
    [Alias("GetAsync")]
    Task<SettingsRead> GetAsync(long? knownVersion = null);

    /// <summary>The document with the defaults of its persona under it; null when there is neither.</summary>
    [Alias("GetEffectiveAsync")]
    Task<SettingsEffective?> GetEffectiveAsync();

    /// <summary>Makes <paramref name="document"/> the document; creates when absent.</summary>
    [Alias("ReplaceAsync")]
    Task<SettingsWritten> ReplaceAsync(ImmutableArray<byte> document, SettingsWrite write);

    /// <summary>Merges by RFC 7396; creates when absent.</summary>
    [Alias("MergeAsync")]
    Task<SettingsWritten> MergeAsync(ImmutableArray<byte> mergePatch, SettingsWrite write);

    /// <summary>Changes by RFC 6902: all operations or none.</summary>
    [Alias("PatchAsync")]
    Task<SettingsWritten> PatchAsync(ImmutableArray<byte> jsonPatch, SettingsWrite write);

    /// <summary>Takes the document away. Its versions stay in the history, and a rollback brings it back.</summary>
    [Alias("DeleteAsync")]
    Task<SettingsWritten> DeleteAsync(SettingsWrite write);

    /// <summary>Makes the document of an earlier version the newest.</summary>
    [Alias("RollbackAsync")]
    Task<SettingsWritten> RollbackAsync(long version, SettingsWrite write);

    /// <summary>The errors that a replacement would be refused with; empty when the document could be written.</summary>
    [Alias("CheckAsync")]
    Task<ImmutableArray<SettingsError>> CheckAsync(ImmutableArray<byte> document);

    /// <summary>Makes a document that was checked a moment ago the document: not held to the schema again, and without a condition also where the persona is strict.</summary>
    [Alias("ImportAsync")]
    Task<SettingsWritten> ImportAsync(ImmutableArray<byte> document, SettingsWrite write);

    /// <summary>Whether every write must name the version that it changes (<c>If-Match</c>). Not a change of the document.</summary>
    [Alias("SetStrictAsync")]
    Task<SettingsRead> SetStrictAsync(bool strict);

    /// <summary>What the list of personas tells of this one; null when there is no document.</summary>
    [Alias("DescribeAsync")]
    Task<SettingsSummary?> DescribeAsync();

    /// <summary>Versions in the history, newest first, older than <paramref name="before"/> where it is given.</summary>
    [Alias("ListHistoryAsync")]
    Task<SettingsHistoryPage> ListHistoryAsync(long? before, int limit);

    /// <summary>One version with its document; null when the history has it not, or no longer.</summary>
    [Alias("GetVersionAsync")]
    Task<SettingsVersionDocument?> GetVersionAsync(long version);

    /// <summary>Waits for a version after <paramref name="sinceVersion"/>, at most <paramref name="timeout"/> (20 seconds at most), and tells all of them in order.</summary>
    /// <remarks>Waiting holds nobody up. After a restart it goes on from the same version: the answer comes from the history.</remarks>
    [AlwaysInterleave]
    [Alias("WaitForChangeAsync"), ResponseTimeout(CallTimeouts.LongPoll)]
    Task<SettingsChanges> WaitForChangeAsync(long sinceVersion, TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <summary>Forgets the document with all its versions: for the deletion of an account.</summary>
    [Alias("EraseAsync")]
    Task EraseAsync();
}
