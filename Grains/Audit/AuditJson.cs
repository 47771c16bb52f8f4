using System.Text.Json.Serialization;

namespace Actors.Audit;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<AuditEvent>))]
internal sealed partial class AuditJson : JsonSerializerContext;
