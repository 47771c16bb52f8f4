using System.Globalization;
using System.Text.Json;

namespace Actors.Silo.Storage.Backups;

/// <summary>JSON in the one form that it has in common with what <c>jsonb</c> makes of it: members sorted, no whitespace, numbers by their value.</summary>
internal static class CanonicalJson
{
    /// <exception cref="BackupException">The text is no JSON, or has a text or a number in it that nobody can mean.</exception>
    public static void Write(Utf8JsonWriter writer, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 500 });
            Write(writer, document.RootElement);
        }
        // Besides: half of a surrogate pair, and an exponent of more than 18 digits.
        catch (Exception e) when (e is JsonException or InvalidOperationException or OverflowException)
        {
            throw new BackupException($"A stored payload is no JSON: {e.Message}", e);
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in Members(value))
                {
                    writer.WritePropertyName(member.Key);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                // As a text that no string can be, so that 1 and "1" stay apart.
                writer.WriteRawValue(Number(value.GetRawText()), skipInputValidation: true);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>Of members with one name the last counts, as in <c>jsonb</c>.</summary>
    private static SortedDictionary<string, JsonElement> Members(JsonElement value)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }

    /// <summary>Its digits without zeros at either end, and the power of ten: 1.50 and 15e-1 are both <c>15e-1</c>.</summary>
    internal static string Number(string text)
    {
        var end = text.IndexOfAny(['e', 'E']);
        var mantissa = end < 0 ? text : text[..end];
        var exponent = end < 0 ? 0 : long.Parse(text.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var negative = mantissa[0] == '-';
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;

        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('-').TrimStart('0');
        var significant = digits.TrimEnd('0');
        return significant.Length == 0
            ? "0"
            : string.Create(CultureInfo.InvariantCulture, $"{(negative ? "-" : "")}{significant}e{exponent + digits.Length - significant.Length}");
    }
}
