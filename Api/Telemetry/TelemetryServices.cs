using Actors.Api.Telemetry.Prometheus;
using Microsoft.Extensions.Options;

namespace Actors.Api.Telemetry;

internal static class TelemetryServices
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddSection<TelemetryOptions>(TelemetryOptions.Section)
            .Validate(
                o => o.Endpoint is null or { IsAbsoluteUri: true, Scheme: "http" or "https" },
                $"{TelemetryOptions.Section}:{nameof(TelemetryOptions.Endpoint)} must be an address such as http://127.0.0.1:4318.")
            // They are secrets: none is repeated.
            .Validate(
                o => string.IsNullOrEmpty(o.Headers) || Array.TrueForAll(o.Headers.Split(','), header => header.Trim().IndexOf('=', StringComparison.Ordinal) > 0),
                $"{TelemetryOptions.Section}:{nameof(TelemetryOptions.Headers)} must be headers such as name=value, with commas between.");
        services.AddSingleton<IValidateOptions<TelemetryOptions>, ValidateTelemetryOptions>();

        services.AddSingleton<PrometheusExporter>();
        // Before all other hosted services, whoever added them first: what they measure counts from the start.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryProviders>());

        return services;
    }
}
