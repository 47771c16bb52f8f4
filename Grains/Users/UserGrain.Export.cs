using System.Text;
using System.Text.Json;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    public async Task<ExportPart?> ExportAsync(string? after)
    {
        if (!Durable.Exists)
        {
            return null;
        }

        if (after is null)
        {
            // What others hold comes before the end of the object.
            return new ExportPart((await ExportAccountAsync())[..^1], owned.First().Name);
        }

        // The domain, and behind a colon where its last part ended.
        var place = after.Split(':', 2);
        var domain = owned.Single(data => data.Name == place[0]);
        var part = await domain.ExportAsync(GrainFactory, Id, place.ElementAtOrDefault(1));
        var text = place.Length == 1 ? $",\"{domain.Name}\":{part.Text}" : part.Text;

        return part.Next is { } more ? new ExportPart(text, $"{domain.Name}:{more}")
            : owned.SkipWhile(data => data != domain).ElementAtOrDefault(1) is { } next ? new ExportPart(text, next.Name)
            : new ExportPart(text + "}", null);
    }

    private async Task<string> ExportAccountAsync()
    {
        using var buffer = new MemoryStream();

        await using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("user");
            JsonSerializer.Serialize(json, Describe(), UserExportJson.Default.UserProfile);
            json.WriteString("pending_email", PendingEmail());
            json.WritePropertyName("locks");
            JsonSerializer.Serialize(json, await DescribeLocksAsync(), UserExportJson.Default.UserLocks);
            json.WritePropertyName("sessions");
            JsonSerializer.Serialize(json, [.. await ListAsync()], UserExportJson.Default.ListSessionDescription);
            json.WritePropertyName("api_keys");
            JsonSerializer.Serialize(json, [.. await ListKeysAsync()], UserExportJson.Default.ListApiKeyDescription);
            json.WritePropertyName("external_identities");
            JsonSerializer.Serialize(json, [.. Durable.ExternalIdentities], UserExportJson.Default.ListExternalIdentity);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The address that was asked for in the place of the present one, while it can still be confirmed.</summary>
    private string? PendingEmail() => Durable.MailTokens
        .FirstOrDefault(token => token.Purpose == MailTokenPurpose.ChangeEmail && token.ExpiresAt > clock.GetUtcNow())?.Email;
}
