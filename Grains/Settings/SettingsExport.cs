using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Users;

namespace Actors.Settings;

/// <summary>A document as an export tells of it, before its history; one that was deleted has no settings.</summary>
internal sealed record SettingsExport(
    string Persona,
    ImmutableArray<byte> Settings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? UpdatedAt)
{
    public static SettingsExport Of(string persona, SettingsView? view) => new(persona, view?.Document ?? [], view?.Version, view?.UpdatedAt);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(ExportTime), typeof(ExportWord<SettingsOperation>), typeof(ExportedJson)])]
[JsonSerializable(typeof(SettingsExport))]
[JsonSerializable(typeof(ImmutableArray<SettingsVersion>))]
internal sealed partial class SettingsExportJson : JsonSerializerContext;

/// <summary>A JSON text as it is stored; empty for <c>null</c>.</summary>
internal sealed class ExportedJson : JsonConverter<ImmutableArray<byte>>
{
    public override ImmutableArray<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new JsonException();

    public override void Write(Utf8JsonWriter writer, ImmutableArray<byte> value, JsonSerializerOptions options)
    {
        if (value.IsEmpty)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteRawValue(value.AsSpan(), skipInputValidation: true);
        }
    }
}
