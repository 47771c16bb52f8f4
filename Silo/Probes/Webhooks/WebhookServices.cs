using Actors.Health;

namespace Actors.Silo.Probes.Webhooks;

internal static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<WebhookSender>(provider, CreateClient()));
        services.AddSingleton<IProbeListener>(provider => provider.GetRequiredService<WebhookSender>());
        services.AddHostedService(provider => provider.GetRequiredService<WebhookSender>());

        return services;
    }

    /// <summary>A signed message goes to the configured address and nowhere else.</summary>
    private static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
}
