using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Users;

/// <summary>Times of an export as the API tells them everywhere: RFC 3339 in UTC with milliseconds.</summary>
internal sealed class ExportTime : JsonConverter<DateTimeOffset>
{
    public static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(ToText(value));
}

/// <summary>Words of an export as the API tells them everywhere: <c>new_sign_in</c>.</summary>
internal sealed class ExportWord<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
