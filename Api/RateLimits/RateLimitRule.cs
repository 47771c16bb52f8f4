using System.Collections.Immutable;

namespace Actors.Api.RateLimits;

/// <summary>The tiers that an endpoint is under besides those that follow from who calls it and how.</summary>
internal sealed record RateLimitRule(ImmutableArray<string> Tiers);

internal static class RateLimitRules
{
    /// <summary>
    /// Puts an endpoint under further tiers: <c>heavy</c>, or <c>auth</c>, which stands in place of <c>anonymous</c> and asks the
    /// handler for the account's name as well; see <see cref="AccountLimit"/>.
    /// </summary>
    public static TBuilder RequireRateLimit<TBuilder>(this TBuilder endpoint, params string[] tiers)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RateLimitRule([.. tiers]));
}
