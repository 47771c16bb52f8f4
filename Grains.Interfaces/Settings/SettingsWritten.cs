using System.Collections.Immutable;

namespace Actors.Settings;

/// <summary>How a write ended. From <see cref="NotFound"/> on nothing was changed.</summary>
[GenerateSerializer, Alias("settings.WriteOutcome")]
public enum SettingsWriteOutcome
{
    /// <summary>There is a new version.</summary>
    Saved,

    /// <summary>There is a new version, and before it there was no document.</summary>
    Created,

    /// <summary>The document is gone; its version counts the deletion.</summary>
    Deleted,

    /// <summary>There is no document to change, or no such version to go back to.</summary>
    NotFound,

    /// <summary>A condition does not hold; the version is the current one.</summary>
    VersionConflict,

    /// <summary>The persona is strict and the write named no version.</summary>
    PreconditionRequired,

    /// <summary>What was sent is not JSON as RFC 8259 has it.</summary>
    Malformed,

    /// <summary>The document, the patch or the result breaks a rule.</summary>
    Invalid,

    /// <summary>The document, the patch or the result is too large.</summary>
    TooLarge,

    /// <summary>A <c>test</c> of the patch found another value.</summary>
    TestFailed,

    /// <summary>The user has as many personas as are allowed.</summary>
    TooManyPersonas,

    /// <summary>The Idempotency-Key was used for another write.</summary>
    RetryKeyReused,

    /// <summary>The user has had as many personas of different names as are allowed, with those that were deleted; one of those may be made again.</summary>
    TooManyNames,
}

/// <summary>The answer to a write.</summary>
[GenerateSerializer, Immutable, Alias("settings.Written")]
public sealed record SettingsWritten
{
    /// <summary>What callers switch on.</summary>
    [Id(0)] public required SettingsWriteOutcome Outcome { get; init; }

    /// <summary>The current version; of a repeated write the version that the first made.</summary>
    [Id(1)] public long Version { get; init; }

    /// <summary>The document as written. Null after a deletion, a refusal, and for a repeated write whose version has left the history.</summary>
    [Id(2)] public SettingsView? View { get; init; }

    /// <summary>What is wrong, where something is.</summary>
    [Id(3)] public ImmutableArray<SettingsError> Errors { get; init; } = [];

    /// <summary>A new version.</summary>
    public static SettingsWritten Saved(SettingsView view, bool created) => new()
    {
        Outcome = created ? SettingsWriteOutcome.Created : SettingsWriteOutcome.Saved,
        Version = view.Version,
        View = view,
    };

    /// <summary>The document is gone.</summary>
    public static SettingsWritten Deleted(long version) => new() { Outcome = SettingsWriteOutcome.Deleted, Version = version };

    /// <summary>Nothing was changed.</summary>
    public static SettingsWritten Refused(SettingsWriteOutcome outcome, long version, params ImmutableArray<SettingsError> errors) =>
        new() { Outcome = outcome, Version = version, Errors = errors };
}
