using Actors.Health;

namespace Actors.Api.Health;

internal static class HealthServices
{
    public static IServiceCollection AddHealthPages(this IServiceCollection services)
    {
        // In a silo the grains bind the same section; a front of its own has only this.
        services.AddOptions<HealthOptions>()
            .BindConfiguration(HealthOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .Validate(
                options => options.DrainDelay >= TimeSpan.Zero && options.DrainDelay <= TimeSpan.FromMinutes(1),
                $"{HealthOptions.Section}:{nameof(HealthOptions.DrainDelay)} must be between 0 and 1 minute.")
            .ValidateOnStart();
        services.AddSingleton<ProbeBoard>();
        services.AddHostedService<BoardRefresher>();
        services.AddSingleton<HealthDetails>();
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());

        return services;
    }
}
