using System.Diagnostics.Metrics;

namespace Actors.Silo.Storage;

/// <summary>What the store tells of itself: meter <c>Actors.Storage</c>.</summary>
internal sealed class StorageMetrics : IDisposable
{
    public const string MeterName = "Actors.Storage";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _commit;
    private readonly Counter<long> _conflicts;

    public StorageMetrics()
    {
        _batch = _meter.CreateHistogram(
            "actors.storage.batch.size", "{write}", "Writes that shared one commit.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] });
        _commit = _meter.CreateHistogram(
            "actors.storage.commit.duration", "s", "From the start of a transaction until it is durable.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] });
        _conflicts = _meter.CreateCounter<long>("actors.storage.conflicts", "{write}", "Writes that lost against another.");
    }

    public void Committed(int writes, TimeSpan duration)
    {
        _batch.Record(writes);
        _commit.Record(duration.TotalSeconds);
    }

    public void Conflict() => _conflicts.Add(1);

    /// <summary>The store is open: from here on its queue is measured.</summary>
    public void Watch(Func<int> queueLength)
    {
        _meter.CreateObservableGauge("actors.storage.queue.length", queueLength, "{write}", "Writes that wait for a commit.");
        // Each counter begins at 0, so that it is on the page before its first event.
        _conflicts.Add(0);
    }

    /// <summary>Tells the instruments of this store from those of another in the same process.</summary>
    public bool Owns(Instrument instrument) => instrument.Meter == _meter;

    public void Dispose() => _meter.Dispose();
}
