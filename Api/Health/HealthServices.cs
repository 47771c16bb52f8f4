using Actors.Health;

namespace Actors.Api.Health;

internal static class HealthServices
{
    public static IServiceCollection AddHealthPages(this IServiceCollection services)
    {
        // In a silo the grains add them too; a front of its own has only this.
        services.AddHealthOptions();

        services.AddSingleton<ProbeBoard>();
        services.AddHostedService<BoardRefresher>();
        services.AddSingleton<HealthDetails>();
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());

        return services;
    }
}
