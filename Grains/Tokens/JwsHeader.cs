using System.Text.Json.Serialization;

namespace Actors.Tokens;

internal sealed record JwsHeader(
    [property: JsonPropertyName("alg")] string Algorithm,
    [property: JsonPropertyName("kid")] string Kid,
    [property: JsonPropertyName("typ")] string Type);

[JsonSerializable(typeof(JwsHeader))]
internal sealed partial class JwsHeaderJson : JsonSerializerContext;
