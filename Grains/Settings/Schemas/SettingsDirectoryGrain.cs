using System.Collections.Immutable;
using Actors.Settings.Json;
using Actors.Silos;
using Actors.Storage;

namespace Actors.Settings.Schemas;

[GrainType("settings-directory"), StatelessWorker]
internal sealed class SettingsDirectoryGrain(ISettingsIndex index, IStateKeys keys) : InspectedGrain, ISettingsDirectoryGrain
{
    private const int MaxScanned = 1000;

    // A stored document may take a megabyte with its history.
    private const int PageSize = 50;

    public async Task<Page<SettingsViolation>> ListViolationsAsync(string persona, string? afterUser, int limit)
    {
        if ((await GrainFactory.GetSettingsSchema(persona).GetAsync()).Schema is not { } schema)
        {
            return new Page<SettingsViolation>([], null);
        }

        var rule = SettingsRule.Read(schema);
        var found = ImmutableArray.CreateBuilder<SettingsViolation>();

        for (var scanned = 0; scanned < MaxScanned; scanned += PageSize)
        {
            var page = await index.ListAsync(persona, afterUser, PageSize);

            foreach (var document in page)
            {
                afterUser = document.UserId;

                if (Broken(rule, document) is { IsEmpty: false } errors)
                {
                    found.Add(new SettingsViolation(document.UserId, document.Version, document.UpdatedAt, rule.Version, errors));
                }

                if (found.Count == limit)
                {
                    return new Page<SettingsViolation>(found.ToImmutable(), afterUser);
                }
            }

            if (page.Length < PageSize)
            {
                return new Page<SettingsViolation>(found.ToImmutable(), null);
            }
        }

        return new Page<SettingsViolation>(found.ToImmutable(), afterUser);
    }

    public async Task<Page<SettingsSchemaEntry>> ListSchemasAsync(string? afterPersona, int limit)
    {
        // Whatever the clock said when one was written.
        var personas = await keys.ListAsync(SettingsSchemaGrain.GrainTypeName, DateTimeOffset.MaxValue, afterPersona, limit);
        var reads = await Task.WhenAll(personas.Select(persona => GrainFactory.GetSettingsSchema(persona).GetAsync()));
        var entries = personas.Zip(reads)
            .Where(pair => pair.Second.Schema is not null)
            .Select(pair => new SettingsSchemaEntry(pair.First, pair.Second.Version, pair.Second.Schema!.UpdatedAt, pair.Second.Schema.UpdatedBy));

        return new Page<SettingsSchemaEntry>([.. entries], personas.Length < limit ? null : personas[^1]);
    }

    private static ImmutableArray<SettingsError> Broken(SettingsRule rule, StoredDocument document) =>
        !document.Document.IsEmpty && StrictJson.TryParseObject(document.Document.AsMemory(), JsonLimits.Unlimited, out var root, out _)
            ? rule.Schema.Validate(root)
            : [];
}
