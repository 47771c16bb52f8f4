using System.Collections.Immutable;

namespace Actors.Settings.History;

/// <summary>One version as it is kept.</summary>
/// <param name="Told">What the history tells.</param>
/// <param name="Document">The document itself where the diff gives its value and not its text (order of members); else empty.</param>
[GenerateSerializer, Immutable, Alias("settings.StoredVersion")]
internal sealed record StoredVersion(SettingsVersion Told, ImmutableArray<byte> Document)
{
    /// <summary>About what it takes in the store.</summary>
    public int Bytes => Told.Diff.Length + Document.Length + 90;
}

/// <summary>Older versions in a slot of their own, written once.</summary>
[GenerateSerializer, Immutable, Alias("settings.StoredSegment")]
internal sealed record StoredSegment
{
    /// <summary>Oldest first, without gaps.</summary>
    [Id(0)] public ImmutableArray<StoredVersion> Versions { get; init; } = [];

    /// <summary>The document after the last of them, from which the next segment goes on; empty where there is none.</summary>
    [Id(1)] public ImmutableArray<byte> Document { get; init; } = [];

    public SegmentReference Reference => new(
        Versions[0].Told.Version, Versions[^1].Told.Version, Versions.Sum(version => version.Bytes) + Document.Length, Versions[^1].Told.At);
}

/// <summary>What the document's own state knows of a segment.</summary>
/// <param name="First">Its first version, which names its slot.</param>
/// <param name="Last">Its last version.</param>
/// <param name="Bytes">About what it takes in the store.</param>
/// <param name="LastAt">When its last version was written.</param>
[GenerateSerializer, Immutable, Alias("settings.SegmentReference")]
internal sealed record SegmentReference(long First, long Last, int Bytes, DateTimeOffset LastAt);
