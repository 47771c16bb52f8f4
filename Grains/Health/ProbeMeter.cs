using System.Diagnostics.Metrics;

namespace Actors.Health;

/// <summary>What the probes of this silo find, as metrics of the meter <c>Actors.Health</c>.</summary>
internal sealed class ProbeMeter : IDisposable
{
    public const string Name = "Actors.Health";

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _changes;
    private readonly Gauge<int> _status;

    public ProbeMeter()
    {
        _duration = _meter.CreateHistogram(
            "actors.probe.duration", "s", "Time of one check.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10] });
        _changes = _meter.CreateCounter<long>("actors.probe.changes", "{change}", "Changes of a probe's status.");
        _status = _meter.CreateGauge<int>("actors.probe.status", "{status}", "0 healthy, paused or no longer run here, 1 degraded, 2 unhealthy.");
    }

    public void Checked(ProbeDefinition probe, ProbeResult result, HealthStatus status)
    {
        _duration.Record(result.Latency.TotalSeconds, Tag(probe.Name), new("result", result.Status.ToString()));
        _status.Record((int)status, Tag(probe.Name));
    }

    /// <summary>The probe does not check any more, here at least. A gauge tells its last value for as long as the process lives, so that has to be a good one.</summary>
    public void Ended(ProbeDefinition probe) => _status.Record(0, Tag(probe.Name));

    public void Changed(ProbeChange change)
    {
        _changes.Add(1, Tag(change.Name), new("status", change.Status.ToString()));
        _status.Record((int)change.Status, Tag(change.Name));
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string probe) => new("probe", probe);
}
