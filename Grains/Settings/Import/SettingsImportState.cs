using System.Collections.Immutable;

namespace Actors.Settings.Import;

/// <summary>An import that is under way; there is a row only until it has ended.</summary>
[GenerateSerializer, Immutable, Alias("settings.ImportState")]
internal sealed record SettingsImportState
{
    /// <summary>Tells the writes of this import from those of others.</summary>
    [Id(0)] public string Id { get; init; } = "";

    /// <summary>Who asked for it.</summary>
    [Id(1)] public RequestOrigin Origin { get; init; } = RequestOrigin.System;

    [Id(2)] public ImmutableArray<StagedDocument> Documents { get; init; } = [];

    /// <summary>What has been written is to be taken back.</summary>
    [Id(3)] public bool IsTakenBack { get; init; }
}

/// <summary>One document of it.</summary>
/// <param name="Persona">Its persona.</param>
/// <param name="Document">The JSON text, UTF-8.</param>
/// <param name="Before">The text that the persona had; empty when it had none.</param>
/// <param name="BeforeVersion">The version of that, or of its deletion; 0 when there was none ever.</param>
[GenerateSerializer, Immutable, Alias("settings.StagedDocument")]
internal sealed record StagedDocument(string Persona, ImmutableArray<byte> Document, ImmutableArray<byte> Before, long BeforeVersion);
