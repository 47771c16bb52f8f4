using System.Text.Json.Serialization.Metadata;
using Actors.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.RateLimits;

internal static class RateLimitServices
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimitOptions();

        services.AddSingleton<IJsonTypeInfoResolver>(RateLimitStateJson.Default);
        services.AddSingleton<RateLimitClock>();
        services.AddSingleton<RateLimitActivityLog>();
        services.AddSingleton<SaveFailures>();
        services.AddHostedService<RateLimitActivityReporter>();
        services.AddHostedService<RateLimitSweeper>();

        return services.AddChainHead<RateLimitPolicyState>(
            RateLimitPolicyGrain.GrainTypeName, "ratelimit-policies", "policies", RateLimitPolicyGrain.Chain, state => state.Audit);
    }
}
