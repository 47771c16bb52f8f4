using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Actors.Api.Telemetry;

/// <summary>Sends to the collector that the options name, over OTLP.</summary>
internal static class Otlp
{
    public static MeterProviderBuilder AddOtlp(this MeterProviderBuilder metrics, TelemetryOptions options) => options.Endpoint is null
        ? metrics
        : metrics.AddOtlpExporter((exporter, reader) =>
        {
            Configure(exporter, options, "v1/metrics");
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.MetricsInterval.TotalMilliseconds;
        });

    public static TracerProviderBuilder AddOtlp(this TracerProviderBuilder traces, TelemetryOptions options) =>
        traces.AddOtlpExporter(exporter => Configure(exporter, options, "v1/traces"));

    private static void Configure(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        var isHttp = options.Protocol == TelemetryProtocol.Http;
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        // OTLP/HTTP has a path for each signal; an address that was set is taken as it is.
        exporter.Endpoint = isHttp ? new Uri($"{options.Endpoint!.AbsoluteUri.TrimEnd('/')}/{path}") : options.Endpoint!;
        exporter.Headers = options.Headers;
        // A stop waits for what is under way.
        exporter.TimeoutMilliseconds = 5000;
    }
}
