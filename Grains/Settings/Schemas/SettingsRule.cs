using System.Collections.Concurrent;
using System.Collections.Immutable;
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

/// <summary>The rules that this silo has read, one a persona: thousands of documents share them.</summary>
internal sealed class SchemaCache
{
    private const int MaxRules = 1000;

    private readonly ConcurrentDictionary<string, SettingsRule> _rules = new();

    public SettingsRule? Find(string persona) => _rules.GetValueOrDefault(persona);

    public SettingsRule Add(string persona, SettingsRule rule)
    {
        if (_rules.Count >= MaxRules)
        {
            _rules.Clear();
        }

        _rules[persona] = rule;
        return rule;
    }
}
