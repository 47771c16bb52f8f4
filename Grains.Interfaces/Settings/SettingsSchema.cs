using System.Collections.Immutable;

namespace Actors.Settings;

/// <summary>A schema and defaults as they are in force.</summary>
[GenerateSerializer, Immutable, Alias("settings.Schema")]
public sealed record SettingsSchema
{
    /// <summary>From 1; counts on after a deletion.</summary>
    [Id(0)] public required long Version { get; init; }

    /// <summary>The JSON Schema, UTF-8.</summary>
    [Id(1)] public required ImmutableArray<byte> Schema { get; init; }

    /// <summary>The defaults, a JSON object, UTF-8.</summary>
    [Id(2)] public required ImmutableArray<byte> Defaults { get; init; }

    /// <summary>When it was put in force, UTC.</summary>
    [Id(3)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The administrator who did.</summary>
    [Id(4)] public string? UpdatedBy { get; init; }
}

/// <summary>One version in a schema's history.</summary>
/// <param name="Version">From 1.</param>
/// <param name="At">When it came into force, UTC.</param>
/// <param name="By">The administrator who put it there.</param>
/// <param name="Schema">What was in force from then on; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("settings.SchemaVersion")]
public sealed record SettingsSchemaVersion(long Version, DateTimeOffset At, string? By, SettingsSchema? Schema)
{
    /// <summary>About what it takes, in bytes.</summary>
    public int Size => Schema is null ? 0 : Schema.Schema.Length + Schema.Defaults.Length;
}

/// <summary>The answer to a read of a schema.</summary>
/// <param name="Version">The current version; 0 when there never was one.</param>
/// <param name="InForce">Whether there is a schema.</param>
/// <param name="Schema">The schema; null when there is none, or when the caller knows this version.</param>
[GenerateSerializer, Immutable, Alias("settings.SchemaRead")]
public sealed record SettingsSchemaRead(long Version, bool InForce, SettingsSchema? Schema);

/// <summary>How putting a schema in force, or taking it out, ended.</summary>
[GenerateSerializer, Alias("settings.SchemaOutcome")]
public enum SettingsSchemaOutcome
{
    /// <summary>It is in force.</summary>
    Saved,

    /// <summary>The schema is no longer, or not yet, of the version that was named.</summary>
    VersionConflict,

    /// <summary>The schema or the defaults are not JSON.</summary>
    Malformed,

    /// <summary>The schema uses what is not understood, or the defaults break it.</summary>
    Invalid,

    /// <summary>The schema or the defaults are too large.</summary>
    TooLarge,

    /// <summary>It is out of force.</summary>
    Deleted,

    /// <summary>There is none to take out of force.</summary>
    NotFound,
}

/// <summary>The answer to putting a schema in force or taking it out.</summary>
/// <param name="Outcome">What callers switch on.</param>
/// <param name="Version">The version in force; 0 when there is none.</param>
/// <param name="Errors">What is wrong; pointers begin with <c>/schema</c> or <c>/defaults</c>.</param>
/// <param name="Schema">What this call has put in force; only when saved.</param>
[GenerateSerializer, Immutable, Alias("settings.SchemaWritten")]
public sealed record SettingsSchemaWritten(
    SettingsSchemaOutcome Outcome, long Version, ImmutableArray<SettingsError> Errors, SettingsSchema? Schema = null);

/// <summary>A document with the defaults of its persona under it.</summary>
[GenerateSerializer, Immutable, Alias("settings.Effective")]
public sealed record SettingsEffective
{
    /// <summary>The user's own document; null when there is none.</summary>
    [Id(0)] public SettingsView? Own { get; init; }

    /// <summary>The user's values, and the defaults where there are none, UTF-8.</summary>
    [Id(1)] public required ImmutableArray<byte> Document { get; init; }

    /// <summary>A JSON object: the pointer of each value that is no object with members, and <c>user</c> or <c>default</c>. Empty where it would be longer than 1 MiB.</summary>
    [Id(2)] public required ImmutableArray<byte> Provenance { get; init; }

    /// <summary>The schema's version; 0 when none is in force.</summary>
    [Id(3)] public required long SchemaVersion { get; init; }
}
