using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Actors.Settings;

/// <summary>How an export tells of a document.</summary>
internal static class SettingsExport
{
    /// <summary>An object up to its list of versions; one that was deleted has no settings.</summary>
    public static string HeadOf(string persona, SettingsView? view)
    {
        var head = Text(json =>
        {
            json.WriteStartObject();
            json.WriteString("persona", persona);
            json.WritePropertyName("settings");

            if (view is null)
            {
                json.WriteNullValue();
            }
            else
            {
                json.WriteRawValue(view.Document.AsSpan(), skipInputValidation: true);
                json.WriteNumber("version", view.Version);
                json.WriteString("updated_at", Rfc3339.ToText(view.UpdatedAt));
            }

            json.WriteEndObject();
        });

        return $"{head.AsSpan(0, head.Length - 1)},\"history\":";
    }

    /// <summary>Versions, as the history tells them.</summary>
    public static string ListOf(ImmutableArray<SettingsVersion> versions) => Text(json =>
    {
        json.WriteStartArray();

        foreach (var version in versions)
        {
            json.WriteStartObject();
            json.WriteNumber("version", version.Version);
            json.WriteString("at", Rfc3339.ToText(version.At));
            json.WriteString("author", version.Author);
            json.WriteString("request_id", version.RequestId);
            json.WriteString("operation", JsonNamingPolicy.SnakeCaseLower.ConvertName(version.Operation.ToString()));
            json.WritePropertyName("diff");
            json.WriteRawValue(version.Diff.AsSpan(), skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        write(json);
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
