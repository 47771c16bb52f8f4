using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Actors.Storage;

namespace Actors.Silo.Storage;

/// <summary>Reads the stored state of a settings document as far as lists need it.</summary>
internal static class StoredDocuments
{
    public static StoredDocument Read(string grainKey, ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        var state = JsonElement.ParseValue(ref reader);
        var text = state.TryGetProperty("document", out var document) ? document.GetString() : null;

        return new StoredDocument(
            GrainKeys.SplitSettingsKey(grainKey).UserId,
            state.TryGetProperty("version", out var version) ? version.GetInt64() : 0,
            state.TryGetProperty("updated_at", out var at) ? at.GetDateTimeOffset() : default,
            [.. Encoding.UTF8.GetBytes(text ?? "")]);
    }
}
