using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Api.External;

/// <summary>A flag as providers send it: <c>true</c>, which some write as a text. Whatever else is sent is false, and no reason to refuse all the rest.</summary>
internal sealed class ProviderFlag : JsonConverter<bool>
{
    public override bool HandleNull => true;

    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var isTrue = reader.TokenType == JsonTokenType.True
            || (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueTextEquals("true"u8));

        // To the end of a list or an object.
        reader.Skip();
        return isTrue;
    }

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}
