using System.Collections.Immutable;

namespace Actors.Settings.History;

/// <summary>What housekeeping has done.</summary>
/// <param name="Segment">A segment that was written.</param>
/// <param name="Removed">First versions of segments that are gone.</param>
internal sealed record Tidied(SegmentReference? Segment, ImmutableArray<long> Removed)
{
    public static readonly Tidied Nothing = new(null, []);
}
