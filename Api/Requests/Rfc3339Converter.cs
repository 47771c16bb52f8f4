using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Actors.Api.Requests;

/// <summary>Times as RFC 3339: told as <see cref="Rfc3339"/> says, and taken with any offset.</summary>
internal sealed partial class Rfc3339Converter : JsonConverter<DateTimeOffset>
{
    /// <summary>Reads a date, a time of day and an offset (RFC 3339, 5.6). Without one of them it is no point in time, whatever the machine's own zone is.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        return DateAndTime().IsMatch(text)
            && DateTimeOffset.TryParse(text.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time);
    }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out var time) ? time : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Rfc3339.Length];
        Rfc3339.Write(value, text);
        writer.WriteStringValue(text);
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,16})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex DateAndTime();
}
