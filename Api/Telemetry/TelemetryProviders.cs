using System.Diagnostics.Metrics;
using Actors.Api.Service;
using Actors.Api.Telemetry.Prometheus;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Actors.Api.Telemetry;

/// <summary>Listens to the meters and the spans of this process from its start to its end.</summary>
internal sealed class TelemetryProviders : IHostedService, IDisposable
{
    private static readonly string[] Meters =
    [
        "Actors.*",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.Orleans",
        "System.Runtime",
    ];

    private readonly Meter _service = new("Actors.Service");
    private readonly MeterProvider _metrics;
    private readonly TracerProvider? _traces;

    public TelemetryProviders(PrometheusExporter prometheus, EngineName engine, IOptions<TelemetryOptions> options)
    {
        var service = ResourceBuilder.CreateDefault().AddService("actors", serviceVersion: ServiceVersion.Text);

        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(service)
            .AddMeter(Meters)
            .AddView("http.server.request.duration", HttpDuration)
            .AddReader(new BaseExportingMetricReader(prometheus))
            .AddOtlp(options.Value)
            .Build();

        // Where nobody takes traces, none are made: a span for each call is work.
        _traces = options.Value.Endpoint is null ? null : Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(service)
            .AddSource("Actors.*", "Microsoft.AspNetCore")
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.Value.SampleRatio)))
            .AddOtlp(options.Value)
            .Build();

        _service.CreateGauge<int>("actors.info", description: "What runs here, always 1.")
            .Record(1, new("version", ServiceVersion.Text), new("engine", engine.Value));
    }

    /// <summary>By route, never by path, and by the status: what else the framework tells would multiply the series.</summary>
    private static ExplicitBucketHistogramConfiguration HttpDuration => new()
    {
        TagKeys = ["http.request.method", "http.route", "http.response.status_code"],
        Boundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what waits to be sent, for a few seconds at most.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics.Dispose();
        _service.Dispose();
    }
}
