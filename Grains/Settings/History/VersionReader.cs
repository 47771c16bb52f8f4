using System.Collections.Immutable;
using Actors.Settings.Json;

namespace Actors.Settings.History;

/// <summary>Reads versions of one document, from its state and from its segments.</summary>
/// <remarks>Reads may run while the document changes: they go by the state that they were given, and a segment that has gone meanwhile ends them.</remarks>
internal sealed class VersionReader(SegmentStore segments, SettingsOptions options, TimeProvider clock)
{
    /// <summary>The versions after <paramref name="since"/>, oldest first; null when the history does not tell of all of them.</summary>
    public async Task<ImmutableArray<SettingsVersion>?> AfterAsync(SettingsState state, long since)
    {
        var versions = new List<SettingsVersion>();

        foreach (var segment in state.Log.Segments.Where(segment => segment.Last > since))
        {
            if (await segments.ReadAsync(segment.First) is not { } stored)
            {
                return null;
            }

            versions.AddRange(stored.Versions.Select(version => version.Told));
        }

        versions.AddRange(state.Log.Recent.Select(version => version.Told));
        versions.RemoveAll(version => version.Version <= since);

        var complete = versions.Count == state.Version - since && (versions.Count == 0 || Tells(state, versions[0]));
        return complete ? [.. versions] : null;
    }

    /// <summary>Versions before <paramref name="before"/>, newest first.</summary>
    public async Task<SettingsHistoryPage> BeforeAsync(SettingsState state, long before, int limit)
    {
        var page = new List<SettingsVersion>();
        page.AddRange(state.Log.Recent.Select(version => version.Told).Where(Fits).Reverse());

        foreach (var segment in state.Log.Segments.Where(segment => segment.First < before).Reverse())
        {
            if (page.Count > limit || await segments.ReadAsync(segment.First) is not { } stored)
            {
                break;
            }

            page.AddRange(stored.Versions.Select(version => version.Told).Where(Fits).Reverse());
        }

        var more = page.Count > limit;
        return new SettingsHistoryPage([.. page.Take(limit)], more ? page[limit - 1].Version : null);

        bool Fits(SettingsVersion version) => version.Version < before && Tells(state, version);
    }

    /// <summary>One version with its document; null when the history does not tell of it.</summary>
    public async Task<SettingsVersionDocument?> FindAsync(SettingsState state, long version)
    {
        var at = state.Log.Segments.Length - 1;

        while (at >= 0 && state.Log.Segments[at].First > version)
        {
            at--;
        }

        var inSegment = at >= 0 && state.Log.Segments[at].Last >= version;
        var run = inSegment ? (await segments.ReadAsync(state.Log.Segments[at].First))?.Versions ?? [] : state.Log.Recent;
        var found = run.FirstOrDefault(stored => stored.Told.Version == version);

        if (found is null || !Tells(state, found.Told))
        {
            return null;
        }

        var before = inSegment ? at - 1 : at;
        return await StartAsync(state, before) is { } start
            ? new SettingsVersionDocument(found.Told, Replay(start, run.TakeWhile(stored => stored.Told.Version <= version)))
            : null;
    }

    private bool Tells(SettingsState state, SettingsVersion version) =>
        state.Log.Tells(version, state.Version, clock.GetUtcNow(), options);

    /// <summary>The document after the segment; before the first there is none.</summary>
    private async Task<ImmutableArray<byte>?> StartAsync(SettingsState state, int segment) =>
        segment < 0 ? [] : (await segments.ReadAsync(state.Log.Segments[segment].First))?.Document;

    private static ImmutableArray<byte> Replay(ImmutableArray<byte> start, IEnumerable<StoredVersion> versions)
    {
        var root = start.IsEmpty ? ScalarNode.Null : StoredJson.Parse(start);

        foreach (var version in versions)
        {
            root = version.Document.IsEmpty ? Apply(root, version.Told.Diff) : StoredJson.Parse(version.Document);
        }

        return root is ScalarNode { IsNull: true } ? [] : [.. root.ToUtf8()];
    }

    private static Node Apply(Node root, ImmutableArray<byte> diff)
    {
        if (!PatchOperation.TryParseAll(StoredJson.Parse(diff), int.MaxValue, out var operations, out var error)
            || !JsonPatch.TryApply(root, operations, JsonLimits.Unlimited, out var next, out error))
        {
            throw new InvalidOperationException($"A stored version cannot be read: {error!.Code} at '{error.Path}'.");
        }

        return next;
    }
}
