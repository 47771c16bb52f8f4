using System.Text.Json.Serialization;

namespace Actors.Tokens;

[GenerateSerializer, Immutable, Alias("tokens.KeyRingState")]
internal sealed record KeyRingState
{
    [Id(0)] public KeyRing Ring { get; init; } = KeyRing.Empty;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeyRingState))]
internal sealed partial class KeyRingStateJson : JsonSerializerContext;
