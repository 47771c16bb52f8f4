using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Audit;

namespace Actors.Health;

/// <summary>The probes that are no options, by name in lower case. Their targets are encrypted: they may hold passwords.</summary>
/// <remarks>Not in sorted collections: read from JSON, those compare by the culture of the process, and there are cultures to which two names are one.</remarks>
[GenerateSerializer, Immutable, Alias("health.ProbeRegistryState")]
internal sealed record ProbeRegistryState : IAuditedState<ProbeRegistryState>
{
    [Id(0)] public long Version { get; init; }

    [Id(1)] public ImmutableDictionary<string, ProbeDefinition> Probes { get; init; } = ImmutableDictionary<string, ProbeDefinition>.Empty;

    [Id(2)] public AuditChain Audit { get; init; } = AuditChain.Empty;

    /// <summary>Those that are paused, by name in lower case, configured ones among them. Null in what was stored before there were any: what is missing there gets no default.</summary>
    [Id(5)] public ImmutableHashSet<string>? Paused { get; init; }

    [JsonIgnore]
    [Id(3)] public ImmutableArray<AuditEvent> NewEvents { get; init; } = [];

    public ProbeRegistryState WithEntry(AuditChain audit, AuditEvent entry) => this with { Audit = audit, NewEvents = [entry] };

    public ProbeRegistryState WithoutRecords() => this with { NewEvents = [] };
}
