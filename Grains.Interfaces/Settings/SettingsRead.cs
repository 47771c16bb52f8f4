using System.Collections.Immutable;

namespace Actors.Settings;

/// <summary>A document at one version.</summary>
[GenerateSerializer, Immutable, Alias("settings.View")]
public sealed record SettingsView
{
    /// <summary>From 1.</summary>
    [Id(0)] public required long Version { get; init; }

    /// <summary>The JSON object, UTF-8, without insignificant whitespace.</summary>
    [Id(1)] public required ImmutableArray<byte> Document { get; init; }

    /// <summary>When this version was written, UTC.</summary>
    [Id(2)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether writes must name the version that they change.</summary>
    [Id(3)] public bool Strict { get; init; }
}

/// <summary>How a read ended.</summary>
[GenerateSerializer, Alias("settings.ReadOutcome")]
public enum SettingsReadOutcome
{
    /// <summary>Here it is.</summary>
    Found,

    /// <summary>The caller knows this version.</summary>
    NotModified,

    /// <summary>There is no document, or none any more.</summary>
    NotFound,
}

/// <summary>The answer to a read.</summary>
/// <param name="Outcome">What callers switch on.</param>
/// <param name="Version">The current version, a deletion's too; 0 when nothing was ever written.</param>
/// <param name="View">Only when found.</param>
[GenerateSerializer, Immutable, Alias("settings.Read")]
public sealed record SettingsRead(SettingsReadOutcome Outcome, long Version, SettingsView? View = null)
{
    /// <summary>The document.</summary>
    public static SettingsRead Found(SettingsView view) => new(SettingsReadOutcome.Found, view.Version, view);

    /// <summary>Nothing new at this version.</summary>
    public static SettingsRead NotModified(long version) => new(SettingsReadOutcome.NotModified, version);

    /// <summary>No document; the version is that of its deletion, or 0.</summary>
    public static SettingsRead NotFound(long version) => new(SettingsReadOutcome.NotFound, version);
}

/// <summary>What the list of personas tells of one.</summary>
/// <param name="Persona">Its name.</param>
/// <param name="Version">The document's version.</param>
/// <param name="Size">The document's size in bytes.</param>
/// <param name="UpdatedAt">When it was last written, UTC.</param>
/// <param name="Strict">Whether writes must name the version that they change.</param>
[GenerateSerializer, Immutable, Alias("settings.Summary")]
public sealed record SettingsSummary(string Persona, long Version, int Size, DateTimeOffset UpdatedAt, bool Strict);
