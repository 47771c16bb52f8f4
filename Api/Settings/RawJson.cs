using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Api.Settings;

/// <summary>A JSON text that goes into an answer as it is stored; empty for <c>null</c>.</summary>
[JsonConverter(typeof(RawJsonConverter))]
internal readonly record struct RawJson(ImmutableArray<byte> Utf8);

internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new JsonException();

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options)
    {
        if (value.Utf8.IsDefaultOrEmpty)
        {
            writer.WriteNullValue();
            return;
        }

        // It was checked when it came in.
        writer.WriteRawValue(value.Utf8.AsSpan(), skipInputValidation: true);
    }
}
