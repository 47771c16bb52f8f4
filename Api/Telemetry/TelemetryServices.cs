using Actors.Api.Telemetry.Prometheus;

namespace Actors.Api.Telemetry;

internal static class TelemetryServices
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<PrometheusExporter>();
        // Before all other hosted services, whoever added them first: what they measure counts from the start.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryProviders>());

        return services;
    }
}
