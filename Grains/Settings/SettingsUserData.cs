using System.Globalization;
using System.Text.Json;
using Actors.Users;

namespace Actors.Settings;

/// <summary>A user's documents: exported as they are with their history, erased with all their versions.</summary>
internal sealed class SettingsUserData : IUserData
{
    /// <summary>A version tells of a change of up to 64 KiB.</summary>
    private const int VersionsPerPart = 20;

    public string Name => "settings";

    public async Task<ExportPart> ExportAsync(IGrainFactory grains, string userId, string? after)
    {
        // A persona whose document is told, or, behind a blank, the version from which on its history is.
        if (after?.Split(' ') is [var told, var before])
        {
            var older = await grains.GetSettings(userId, told).ListHistoryAsync(long.Parse(before, CultureInfo.InvariantCulture), VersionsPerPart);
            return PartOf(told, "", older, isFirst: false);
        }

        foreach (var persona in await grains.GetPersonaIndex(userId).ListAllAsync())
        {
            if (string.CompareOrdinal(persona, after) <= 0)
            {
                continue;
            }

            var settings = grains.GetSettings(userId, persona);
            var view = (await settings.GetAsync()).View;
            var newest = await settings.ListHistoryAsync(before: null, VersionsPerPart);

            if (view is not null || !newest.Items.IsEmpty)
            {
                // The history comes before the end of the object.
                var document = JsonSerializer.Serialize(SettingsExport.Of(persona, view), SettingsExportJson.Default.SettingsExport)[..^1];
                return PartOf(persona, $"{(after is null ? '[' : ',')}{document},\"history\":", newest, isFirst: true);
            }
        }

        return new ExportPart(after is null ? "[]" : "]", Next: null);
    }

    public async Task EraseAsync(IGrainFactory grains, string userId, RequestOrigin origin)
    {
        var index = grains.GetPersonaIndex(userId);

        // What is left of an import goes first: it would write again.
        await grains.GetSettingsImport(userId).FinishAsync();

        foreach (var persona in await index.BeginErasureAsync())
        {
            await grains.GetSettings(userId, persona).EraseAsync();
        }

        await index.EndErasureAsync();
    }

    private static ExportPart PartOf(string persona, string head, SettingsHistoryPage page, bool isFirst)
    {
        var versions = ExportList.PartOf(JsonSerializer.Serialize(page.Items, SettingsExportJson.Default.ImmutableArraySettingsVersion), isFirst, isLast: page.NextBefore is null);

        return page.NextBefore is { } before
            ? new ExportPart(head + versions, string.Create(CultureInfo.InvariantCulture, $"{persona} {before}"))
            : new ExportPart($"{head}{versions}}}", persona);
    }
}
