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
                o => string.IsNullOrEmpty(o.Headers) || AreHeaders(o.Headers),
                $"{TelemetryOptions.Section}:{nameof(TelemetryOptions.Headers)} must be headers such as name=value, each name once, with commas between and none, also none as %2C, in them.");
        services.AddSingleton<IValidateOptions<TelemetryOptions>, ValidateTelemetryOptions>();

        services.AddSingleton<PrometheusExporter>();
        // Before all other hosted services, whoever added them first: what they measure counts from the start.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryProviders>());

        return services;
    }

    /// <summary>As the exporter reads them: it looks for commas in what it has unescaped, and sets each header once.</summary>
    private static bool AreHeaders(string text)
    {
        using var request = new HttpRequestMessage();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

        return Array.TrueForAll(Uri.UnescapeDataString(text).Split(','), header =>
            header.Split('=', 2) is [var name, var value]
            && request.Headers.TryAddWithoutValidation(name.Trim(), value.Trim())
            && names.Add(name.Trim()));
    }
}
