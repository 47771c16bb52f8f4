using System.Text.Json.Serialization;
using Actors.Users;

namespace Actors.Audit;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(ExportTime)])]
[JsonSerializable(typeof(List<AuditEvent>))]
internal sealed partial class AuditJson : JsonSerializerContext;
