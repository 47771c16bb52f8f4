using Actors.RateLimits;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Actors.Api.RateLimits;

internal static class RateLimitServices
{
    public static IServiceCollection AddRateLimiting(this IServiceCollection services)
    {
        // In a silo the grains bind the same section; a front of its own has only this.
        services.AddOptions<RateLimitOptions>()
            .BindConfiguration(RateLimitOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RateLimitOptions>, ValidateRateLimitOptions>());

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
