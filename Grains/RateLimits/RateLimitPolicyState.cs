using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Audit;

namespace Actors.RateLimits;

/// <summary>What administrators changed, and the version that it brought the table to.</summary>
[GenerateSerializer, Immutable, Alias("ratelimits.PolicyState")]
internal sealed record RateLimitPolicyState : IAuditedState<RateLimitPolicyState>
{
    [Id(0)] public long Version { get; init; }

    /// <summary>The policies that they made or changed, by name.</summary>
    [Id(1)] public ImmutableDictionary<string, RateLimitPolicy> Changed { get; init; } = ImmutableDictionary<string, RateLimitPolicy>.Empty;

    /// <summary>The configured policies as they were last in force, each with the version at which it came into force.</summary>
    [Id(2)] public ImmutableDictionary<string, RateLimitPolicy> Configured { get; init; } = ImmutableDictionary<string, RateLimitPolicy>.Empty;

    [Id(3)] public AuditChain Audit { get; init; } = AuditChain.Empty;

    [JsonIgnore]
    [Id(4)] public ImmutableArray<AuditEvent> NewEvents { get; init; } = [];

    public RateLimitPolicyState WithEntry(AuditChain audit, AuditEvent entry) => this with { Audit = audit, NewEvents = [entry] };

    public RateLimitPolicyState WithoutRecords() => this with { NewEvents = [] };
}
