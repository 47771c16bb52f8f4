using Actors.Settings.Json;

namespace Actors.Settings.Schemas;

/// <summary>A schema and defaults, read and ready.</summary>
internal sealed record SettingsRule(long Version, JsonSchema Schema, ObjectNode Defaults)
{
    public static SettingsRule Read(SettingsSchema stored) =>
        StrictJson.TryParse(stored.Schema.AsMemory(), JsonLimits.Unlimited, out var root, out _)
        && StrictJson.TryParseObject(stored.Defaults.AsMemory(), JsonLimits.Unlimited, out var defaults, out _)
            ? new SettingsRule(stored.Version, JsonSchema.Stored(root), defaults)
            : throw new InvalidOperationException("A stored schema cannot be read.");
}
