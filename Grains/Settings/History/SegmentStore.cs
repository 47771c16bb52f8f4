using System.Globalization;
using Orleans.Storage;

namespace Actors.Settings.History;

/// <summary>The slots in which one document's segments lie, each under the number of its first version.</summary>
internal sealed class SegmentStore(IGrainStorage storage, GrainId document)
{
    /// <summary>The ETags of the slots that were written here: what is removed need not be read first. Of the others they are asked for.</summary>
    private readonly Dictionary<long, string?> _written = [];

    public async Task<StoredSegment?> ReadAsync(long first)
    {
        var slot = await LoadAsync(first);
        return slot.RecordExists ? slot.State : null;
    }

    /// <summary>Stores the segment, unless one that starts with the same version is stored already: then that one counts.</summary>
    /// <remarks>It is there when a crash came between its write and the next of the document. What is in it was durable before, so both agree.</remarks>
    public async Task<SegmentReference> AppendAsync(StoredSegment segment)
    {
        var first = segment.Versions[0].Told.Version;

        try
        {
            var slot = new GrainState<StoredSegment>(segment);
            await storage.WriteStateAsync(Name(first), document, slot);
            _written[first] = slot.ETag;
            return segment.Reference;
        }
        catch (InconsistentStateException)
        {
            if (await ReadAsync(first) is { } stored && stored.Reference.Last <= segment.Reference.Last)
            {
                return stored.Reference;
            }

            // Another activation is ahead of this one.
            throw;
        }
    }

    public async Task RemoveAsync(long first)
    {
        var slot = _written.Remove(first, out var etag)
            ? new GrainState<StoredSegment>(new StoredSegment(), etag) { RecordExists = true }
            : await LoadAsync(first);

        if (slot.RecordExists)
        {
            await storage.ClearStateAsync(Name(first), document, slot);
        }
    }

    private async Task<GrainState<StoredSegment>> LoadAsync(long first)
    {
        var slot = new GrainState<StoredSegment>(new StoredSegment());
        await storage.ReadStateAsync(Name(first), document, slot);
        return slot;
    }

    private static string Name(long first) => string.Create(CultureInfo.InvariantCulture, $"versions-{first}");
}
