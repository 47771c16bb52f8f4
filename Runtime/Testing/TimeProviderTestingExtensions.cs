using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>Clocks for tests.</summary>
public static class TimeProviderTestingExtensions
{
    /// <summary>Gives the runtime's own loops this clock, so that moving the host's clock moves only what grains see.</summary>
    public static IServiceCollection UseTimeProviderForBackgroundAreas(this IServiceCollection services, TimeProvider timeProvider)
    {
        services.AddKeyedSingleton(KeyedService.AnyKey, (_, _) => timeProvider);
        services.AddKeyedSingleton(TimeProviderNames.Grains, static (s, _) => s.GetRequiredService<TimeProvider>());
        return services;
    }
}
