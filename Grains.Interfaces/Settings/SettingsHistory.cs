using System.Collections.Immutable;

namespace Actors.Settings;

/// <summary>What made a version.</summary>
[GenerateSerializer, Alias("settings.Operation")]
public enum SettingsOperation
{
    /// <summary>A whole document.</summary>
    Replace,

    /// <summary>An RFC 7396 merge.</summary>
    Merge,

    /// <summary>An RFC 6902 patch.</summary>
    Patch,

    /// <summary>A deletion.</summary>
    Delete,

    /// <summary>An earlier version, made the newest.</summary>
    Rollback,

    /// <summary>An import of several personas at once.</summary>
    Import,
}

/// <summary>One version as the history tells it.</summary>
[GenerateSerializer, Immutable, Alias("settings.Version")]
public sealed record SettingsVersion
{
    /// <summary>From 1.</summary>
    [Id(0)] public required long Version { get; init; }

    /// <summary>When it was written, UTC.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>The id of the user who wrote it; null for the program itself.</summary>
    [Id(2)] public string? Author { get; init; }

    /// <summary>The request that wrote it.</summary>
    [Id(3)] public string? RequestId { get; init; }

    /// <summary>What made it.</summary>
    [Id(4)] public required SettingsOperation Operation { get; init; }

    /// <summary>
    /// The RFC 6902 patch that makes this version of the one before, UTF-8. A document that comes into being is an <c>add</c> of the
    /// whole (<c>"path":""</c>), one that goes a <c>remove</c>.
    /// </summary>
    [Id(5)] public required ImmutableArray<byte> Diff { get; init; }
}

/// <summary>A page of the history.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="NextBefore">What to ask for next; null at the end.</param>
[GenerateSerializer, Immutable, Alias("settings.HistoryPage")]
public sealed record SettingsHistoryPage(ImmutableArray<SettingsVersion> Items, long? NextBefore);

/// <summary>One version with its document.</summary>
/// <param name="Version">What the history tells.</param>
/// <param name="Document">UTF-8; empty for a deletion.</param>
[GenerateSerializer, Immutable, Alias("settings.VersionDocument")]
public sealed record SettingsVersionDocument(SettingsVersion Version, ImmutableArray<byte> Document);

/// <summary>How a wait ended.</summary>
[GenerateSerializer, Alias("settings.ChangesOutcome")]
public enum SettingsChangesOutcome
{
    /// <summary>There are new versions.</summary>
    Changed,

    /// <summary>Time ran out.</summary>
    Unchanged,

    /// <summary>The history does not reach back to that version, or never had it: read the document afresh.</summary>
    Gone,
}

/// <summary>What happened after a version.</summary>
/// <param name="Outcome">What callers switch on.</param>
/// <param name="Version">The current version.</param>
/// <param name="Changes">Every version after the one asked for, oldest first.</param>
[GenerateSerializer, Immutable, Alias("settings.Changes")]
public sealed record SettingsChanges(SettingsChangesOutcome Outcome, long Version, ImmutableArray<SettingsVersion> Changes)
{
    /// <summary>New versions.</summary>
    public static SettingsChanges Changed(long version, ImmutableArray<SettingsVersion> changes) => new(SettingsChangesOutcome.Changed, version, changes);

    /// <summary>Nothing new.</summary>
    public static SettingsChanges Unchanged(long version) => new(SettingsChangesOutcome.Unchanged, version, []);

    /// <summary>The history does not reach back.</summary>
    public static SettingsChanges Gone(long version) => new(SettingsChangesOutcome.Gone, version, []);
}
