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

        var own = _durable.Exists ? StoredJson.ParseObject(_durable.Document) : ObjectNode.Empty;
        var (document, provenance) = EffectiveDocument.Of(own, rule?.Defaults ?? ObjectNode.Empty);

        return new SettingsEffective
        {
            Own = _durable.Exists ? _durable.ToView() : null,
            Document = ImmutableCollectionsMarshal.AsImmutableArray(document.ToUtf8()),
            Provenance = provenance is null ? [] : ImmutableCollectionsMarshal.AsImmutableArray(provenance.ToUtf8()),
            SchemaVersion = rule?.Version ?? 0,
        };
    }

    /// <summary>The schema in force, asked for at each use, here or by the caller: what an administrator has set holds from the next write on.</summary>
    private async ValueTask<SettingsRule?> RuleAsync(long? inForce = null)
    {
        if (inForce == 0)
        {
            return null;
        }

        var known = _schemas.Find(Persona);

        if (inForce is not null && inForce == known?.Version)
        {
            return known;
        }

        var read = await GrainFactory.GetSettingsSchema(Persona).GetAsync(known?.Version);

        return !read.InForce
            ? null
            : read.Schema is { } schema ? _schemas.Add(Persona, SettingsRule.Read(schema)) : known;
    }
}
