using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Audit;

namespace Actors.Silos;

/// <summary>Only its part of the audit log.</summary>
[GenerateSerializer, Immutable, Alias("silos.InspectorState")]
internal sealed record InspectorState : IAuditedState<InspectorState>
{
    [Id(0)] public AuditChain Audit { get; init; } = AuditChain.Empty;

    [JsonIgnore]
    [Id(1)] public ImmutableArray<AuditEvent> NewEvents { get; init; } = [];

    public InspectorState WithEntry(AuditChain audit, AuditEvent entry) => this with { Audit = audit, NewEvents = [entry] };

    public InspectorState WithoutRecords() => this with { NewEvents = [] };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InspectorState))]
internal sealed partial class InspectorStateJson : JsonSerializerContext;
