using System.Collections.Immutable;

namespace Actors.Settings.Json;

/// <summary>Reads what was checked when it came in, and stored.</summary>
internal static class StoredJson
{
    public static Node Parse(ImmutableArray<byte> utf8) =>
        StrictJson.TryParse(utf8.AsMemory(), JsonLimits.Unlimited, out var node, out var error) ? node : throw Unreadable(error);

    public static ObjectNode ParseObject(ImmutableArray<byte> utf8) =>
        StrictJson.TryParseObject(utf8.AsMemory(), JsonLimits.Unlimited, out var root, out var error) ? root : throw Unreadable(error);

    private static InvalidOperationException Unreadable(SettingsError error) =>
        new($"A stored document cannot be read: {error.Code} at byte {error.Offset}.");
}
