using System.Collections.Immutable;

namespace Actors.Settings;

/// <summary>Who writes, and under what condition.</summary>
[GenerateSerializer, Immutable, Alias("settings.Write")]
public sealed record SettingsWrite
{
    /// <summary>Where it came from; its actor becomes the version's author.</summary>
    [Id(0)] public required RequestOrigin Origin { get; init; }

    /// <summary>The conditions to be met.</summary>
    [Id(1)] public SettingsCondition Condition { get; init; } = SettingsCondition.None;

    /// <summary>
    /// The Idempotency-Key, at most 255 characters: a write with the same key and content within 24 hours is answered like the first and
    /// changes nothing. Null for none.
    /// </summary>
    [Id(2)] public string? RetryKey { get; init; }

    /// <summary>The version of the persona's schema that the caller found in force, 0 for none; null when it did not ask, and the document does.</summary>
    [Id(3)] public long? SchemaInForce { get; init; }
}

/// <summary>The conditions of RFC 9110, 13.1, by versions in place of entity tags.</summary>
[GenerateSerializer, Immutable, Alias("settings.Condition")]
public sealed record SettingsCondition
{
    /// <summary>No condition.</summary>
    public static readonly SettingsCondition None = new();

    /// <summary><c>If-Match</c>: the current version must be one of these; empty for no such condition. A tag that can match nothing is -1.</summary>
    [Id(0)] public ImmutableArray<long> IfMatch { get; init; } = [];

    /// <summary><c>If-Match: *</c>: there must be a document.</summary>
    [Id(1)] public bool MustExist { get; init; }

    /// <summary><c>If-None-Match</c>: the current version must be none of these.</summary>
    [Id(2)] public ImmutableArray<long> IfNoneMatch { get; init; } = [];

    /// <summary><c>If-None-Match: *</c>: there must be no document.</summary>
    [Id(3)] public bool MustNotExist { get; init; }

    /// <summary>The current version must be this one.</summary>
    public static SettingsCondition Version(long version) => new() { IfMatch = [version] };

    /// <summary>Whether the writer says which version is to be changed, or that there is none.</summary>
    public bool NamesVersion => !IfMatch.IsEmpty || MustExist || MustNotExist;
}
