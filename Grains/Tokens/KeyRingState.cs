using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Audit;

namespace Actors.Tokens;

[GenerateSerializer, Immutable, Alias("tokens.KeyRingState")]
internal sealed record KeyRingState : IAuditedState<KeyRingState>
{
    [Id(0)] public KeyRing Ring { get; init; } = KeyRing.Empty;

    [Id(1)] public AuditChain Audit { get; init; } = AuditChain.Empty;

    [JsonIgnore]
    [Id(2)] public ImmutableArray<AuditEvent> NewEvents { get; init; } = [];

    public KeyRingState WithEntry(AuditChain audit, AuditEvent entry) => this with { Audit = audit, NewEvents = [entry] };

    public KeyRingState WithoutRecords() => this with { NewEvents = [] };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeyRingState))]
internal sealed partial class KeyRingStateJson : JsonSerializerContext;
