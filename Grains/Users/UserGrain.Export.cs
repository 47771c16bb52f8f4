using System.Text;
using System.Text.Json;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    public async Task<string?> ExportAsync()
    {
        if (!user.State.Exists)
        {
            return null;
        }

        using var buffer = new MemoryStream();

        await using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("user");
            JsonSerializer.Serialize(json, Describe(), UserExportJson.Default.UserProfile);
            json.WritePropertyName("sessions");
            JsonSerializer.Serialize(json, [.. await ListAsync()], UserExportJson.Default.ListSessionDescription);
            json.WritePropertyName("api_keys");
            JsonSerializer.Serialize(json, [.. await ListKeysAsync()], UserExportJson.Default.ListApiKeyDescription);
            json.WritePropertyName("external_identities");
            JsonSerializer.Serialize(json, [.. user.State.ExternalIdentities], UserExportJson.Default.ListExternalIdentity);

            foreach (var data in owned)
            {
                json.WritePropertyName(data.Name);
                json.WriteRawValue(await data.ExportAsync(GrainFactory, Id));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
