using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Actors.Settings.Json;
using Actors.Settings.Schemas;

namespace Actors.Settings;

internal sealed partial class SettingsGrain
{
    public async Task<SettingsEffective?> GetEffectiveAsync()
    {
        var rule = await RuleAsync();

        if (rule is null && !_durable.Exists)
        {
            return null;
        }

        var own = _durable.Exists ? ParseStored(_durable.Document) : ObjectNode.Empty;
        var (document, provenance) = EffectiveDocument.Of(own, rule?.Defaults ?? ObjectNode.Empty);

        return new SettingsEffective
        {
            Own = _durable.Exists ? _durable.ToView() : null,
            Document = ImmutableCollectionsMarshal.AsImmutableArray(document.ToUtf8()),
            Provenance = provenance is null ? [] : ImmutableCollectionsMarshal.AsImmutableArray(provenance.ToUtf8()),
            SchemaVersion = rule?.Version ?? 0,
        };
    }

    /// <summary>The schema in force, asked for at each use: what an administrator has set holds from the next write on.</summary>
    private async Task<SettingsRule?> RuleAsync()
    {
        var known = _schemas.Find(Persona);
        var read = await GrainFactory.GetSettingsSchema(Persona).GetAsync(known?.Version);

        return !read.InForce
            ? null
            : read.Schema is { } schema ? _schemas.Add(Persona, SettingsRule.Read(schema)) : known;
    }
}
