using System.Buffers;
using System.Text;
using System.Text.Json;
using Actors.Users;

namespace Actors.Settings;

/// <summary>A user's documents: exported as they are, erased with all their versions.</summary>
internal sealed class SettingsUserData : IUserData
{
    public string Name => "settings";

    public async Task<string> ExportAsync(IGrainFactory grains, string userId)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();

        foreach (var persona in await grains.GetPersonaIndex(userId).ListAsync())
        {
            if ((await grains.GetSettings(userId, persona).GetAsync()).View is { } view)
            {
                json.WriteStartObject();
                json.WriteString("persona", persona);
                json.WritePropertyName("settings");
                json.WriteRawValue(view.Document.AsSpan(), skipInputValidation: true);
                json.WriteNumber("version", view.Version);
                json.WriteString("updated_at", Rfc3339.ToText(view.UpdatedAt));
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
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
}
