using Actors.RateLimits;

namespace Actors.Api.RateLimits;

internal static class RateLimitServices
{
    public static IServiceCollection AddRateLimiting(this IServiceCollection services)
    {
        // In a silo the grains add them too; a front of its own has only this.
        services.AddRateLimitOptions();

        services.AddSingleton<RateLimitMetrics>();
        services.AddSingleton<BucketSilence>();
        services.AddSingleton<BucketCalls>();
        services.AddSingleton<PolicyCache>();
        services.AddHostedService(provider => provider.GetRequiredService<PolicyCache>());
        services.AddSingleton<RateLimitGuard>();
        services.AddSingleton<RateLimitGate>();

        return services;
    }
}
