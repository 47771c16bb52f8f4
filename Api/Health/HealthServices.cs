namespace Actors.Api.Health;

internal static class HealthServices
{
    public static IServiceCollection AddHealthPages(this IServiceCollection services)
    {
        services.AddSingleton<ProbeBoard>();
        services.AddHostedService<BoardRefresher>();
        services.AddSingleton<HealthDetails>();
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());

        return services;
    }
}
