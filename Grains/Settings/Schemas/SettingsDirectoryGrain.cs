using System.Collections.Immutable;
using Actors.Settings.Json;
using Actors.Silos;
using Actors.Storage;

namespace Actors.Settings.Schemas;

[GrainType("settings-directory"), StatelessWorker]
internal sealed class SettingsDirectoryGrain(ISettingsIndex index) : InspectedGrain, ISettingsDirectoryGrain
{
    private const int MostScanned = 1000;

    // A stored document may take a megabyte with its history.
    private const int PageSize = 50;

    private static readonly JsonLimits Unlimited = new(int.MaxValue, 100);

    public async Task<Page<SettingsViolation>> ListViolationsAsync(string persona, string? afterUser, int limit)
    {
        if ((await GrainFactory.GetSettingsSchema(persona).GetAsync()).Schema is not { } schema)
        {
            return new Page<SettingsViolation>([], null);
        }

        var rule = SettingsRule.Read(schema);
        var found = ImmutableArray.CreateBuilder<SettingsViolation>();

        for (var scanned = 0; scanned < MostScanned; scanned += PageSize)
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

    private static ImmutableArray<SettingsError> Broken(SettingsRule rule, StoredDocument document) =>
        !document.Document.IsEmpty && StrictJson.TryParseObject(document.Document.AsMemory(), Unlimited, out var root, out _)
            ? rule.Schema.Validate(root)
            : [];
}
