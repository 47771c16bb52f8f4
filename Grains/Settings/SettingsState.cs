using System.Collections.Immutable;
using Actors.Settings.History;

namespace Actors.Settings;

/// <summary>One document as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("settings.State")]
internal sealed record SettingsState
{
    /// <summary>Also a part of the key; here it can be asked for.</summary>
    [Id(0)] public string Persona { get; init; } = "";

    /// <summary>0 until the first write.</summary>
    [Id(1)] public long Version { get; init; }

    /// <summary>The JSON text; empty where there is no document, or none any more.</summary>
    [Id(2)] public ImmutableArray<byte> Document { get; init; } = [];

    [Id(3)] public DateTimeOffset UpdatedAt { get; init; }

    [Id(4)] public bool Strict { get; init; }

    [Id(5)] public VersionLog Log { get; init; } = VersionLog.Empty;

    [Id(6)] public ImmutableArray<RetryRecord> Retries { get; init; } = [];

    public bool Exists => !Document.IsEmpty;

    public SettingsView ToView() => new() { Version = Version, Document = Document, UpdatedAt = UpdatedAt, Strict = Strict };
}
