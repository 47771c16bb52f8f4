using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Users;

/// <summary>Times of an export as the API tells them everywhere.</summary>
internal sealed class ExportTime : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Rfc3339.ToText(value));
}

/// <summary>Words of an export as the API tells them everywhere: <c>new_sign_in</c>.</summary>
internal sealed class ExportWord<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
