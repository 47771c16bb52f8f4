using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Tokens;

internal sealed record JwsHeader(
    [property: JsonPropertyName("alg")] string Algorithm,
    [property: JsonPropertyName("kid")] string Kid,
    [property: JsonPropertyName("typ")] string Type);

[JsonSerializable(typeof(JwsHeader))]
internal sealed partial class JwsHeaderJson : JsonSerializerContext
{
    /// <summary>Writes the plus of <c>at+jwt</c> as it is: some readers compare the text and not what it means.</summary>
    public static readonly JwsHeaderJson Plain = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
