using System.Collections.Concurrent;

namespace Actors.Settings.Schemas;

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
