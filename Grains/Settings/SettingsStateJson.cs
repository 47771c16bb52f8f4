using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Settings.History;
using Actors.Settings.Import;
using Actors.Settings.Schemas;

namespace Actors.Settings;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(JsonTextConverter), typeof(VersionsConverter), typeof(SegmentsConverter)])]
[JsonSerializable(typeof(SettingsState))]
[JsonSerializable(typeof(StoredSegment))]
[JsonSerializable(typeof(StoredVersion))]
[JsonSerializable(typeof(SegmentReference))]
[JsonSerializable(typeof(PersonaIndexState))]
[JsonSerializable(typeof(SettingsSchemaState))]
[JsonSerializable(typeof(SettingsImportState))]
internal sealed partial class SettingsStateJson : JsonSerializerContext;

/// <summary>Stores a JSON text as a string: stored as JSON, a database could round its numbers and sort its members.</summary>
internal sealed class JsonTextConverter : JsonConverter<ImmutableArray<byte>>
{
    public override ImmutableArray<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, ImmutableArray<byte> value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.AsSpan());

    public static ImmutableArray<byte> Read(ref Utf8JsonReader reader)
    {
        Span<byte> text = new byte[reader.HasValueSequence ? (int)reader.ValueSequence.Length : reader.ValueSpan.Length];
        return [.. text[..reader.CopyString(text)]];
    }
}
