using System.Collections.Immutable;

namespace Actors.RateLimits;

/// <summary>All policies at one moment.</summary>
[GenerateSerializer, Immutable, Alias("ratelimits.PolicyTable")]
public sealed record RateLimitPolicyTable
{
    /// <summary>Grows with every change; 0 while only the configuration is known.</summary>
    [Id(0)] public required long Version { get; init; }

    /// <summary>The policies by name.</summary>
    [Id(1)] public required ImmutableDictionary<string, RateLimitPolicy> Policies { get; init; }
}
