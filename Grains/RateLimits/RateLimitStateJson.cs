using System.Text.Json.Serialization;

namespace Actors.RateLimits;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RateLimitState))]
[JsonSerializable(typeof(RateLimitPolicyState))]
internal sealed partial class RateLimitStateJson : JsonSerializerContext;
