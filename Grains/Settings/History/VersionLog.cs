using System.Collections.Immutable;

namespace Actors.Settings.History;

/// <summary>The versions of one document: the newest with it in its state, the older ones in segments.</summary>
/// <remarks>
/// A write of 1 KiB must not rewrite a history of megabytes. So a few recent versions lie beside the document; when they are
/// many or large they are copied into a segment, a slot that is written once and never changed, and leave with the next
/// write. Each segment carries the document after its last version, and a version's text is made by applying diffs from
/// there. Thus the oldest segment serves only as that start, unless it begins with version 1.
/// </remarks>
[GenerateSerializer, Immutable, Alias("settings.VersionLog")]
internal sealed record VersionLog
{
    private const int MaxRecent = 8;
    private const int MaxRecentBytes = 4 * 1024;

    public static readonly VersionLog Empty = new();

    /// <summary>Oldest first.</summary>
    [Id(0)] public ImmutableArray<StoredVersion> Recent { get; init; } = [];

    /// <summary>Oldest first; each goes on where the one before ended.</summary>
    [Id(1)] public ImmutableArray<SegmentReference> Segments { get; init; } = [];

    /// <summary>First versions of segments that are not needed any more and may still be stored.</summary>
    [Id(2)] public ImmutableArray<long> Dropped { get; init; } = [];

    public bool IsFull => Recent.Length >= MaxRecent || Recent.Sum(version => version.Bytes) >= MaxRecentBytes;

    /// <summary>The last version that is only a start for those after it; 0 when there is none.</summary>
    public long Base => Segments is [{ First: > 1, Last: var last }, ..] ? last : 0;

    public VersionLog Append(StoredVersion version) => this with { Recent = Recent.Add(version) };

    /// <summary>The versions in the segment leave the state.</summary>
    public VersionLog Sealed(SegmentReference segment) => this with
    {
        Recent = Recent.RemoveAll(version => version.Told.Version <= segment.Last),
        Segments = Segments.Add(segment),
    };

    /// <summary>Segments of which nothing is to be told, and which none that is told builds on, are dropped.</summary>
    public VersionLog Prune(long version, DateTimeOffset now, SettingsOptions options)
    {
        var (kept, bytes) = (Segments.Length, 0L);

        while (kept > 0 && Tells(Segments[kept - 1], version, now, options) && bytes < options.HistoryBytes)
        {
            bytes += Segments[--kept].Bytes;
        }

        // The one before is the start of the first that is kept.
        var dropped = Math.Max(0, kept - 1);

        return dropped == 0 ? this : this with
        {
            Segments = Segments.RemoveRange(0, dropped),
            Dropped = [.. Dropped, .. Segments.Take(dropped).Select(segment => segment.First)],
        };
    }

    /// <summary>Whether the history tells of this version, when the current one is <paramref name="current"/>.</summary>
    public bool Tells(SettingsVersion version, long current, DateTimeOffset now, SettingsOptions options) =>
        version.Version > Base && version.Version > current - options.HistoryVersions && version.At > now - options.HistoryAge;

    private static bool Tells(SegmentReference segment, long current, DateTimeOffset now, SettingsOptions options) =>
        segment.Last > current - options.HistoryVersions && segment.LastAt > now - options.HistoryAge;
}
