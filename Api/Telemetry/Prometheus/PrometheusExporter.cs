using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Actors.Api.Telemetry.Prometheus;

/// <summary>Collects the metrics of this process when somebody asks, and gives them as text.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly Lock _gate = new();
    private string _text = "";

    /// <summary>Set by the reader that owns this.</summary>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>The metrics as of now.</summary>
    public string Read()
    {
        // A collection writes its text here, so one at a time.
        lock (_gate)
        {
            Collect?.Invoke(Timeout.Infinite);
            return _text;
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var metrics = new List<Metric>();

        foreach (var metric in batch)
        {
            metrics.Add(metric);
        }

        _text = PrometheusText.Of(metrics);
        return ExportResult.Success;
    }
}
