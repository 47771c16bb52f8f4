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
        _batch = _meter.CreateHistogram<int>("storage.batch.size", "{write}", "Writes that shared one commit.");
        _commit = _meter.CreateHistogram<double>("storage.commit.duration", "s", "From the start of a transaction until it is durable.");
        _conflicts = _meter.CreateCounter<long>("storage.conflicts", "{write}", "Writes that lost against another.");
    }

    public void Committed(int writes, TimeSpan duration)
    {
        _batch.Record(writes);
        _commit.Record(duration.TotalSeconds);
    }

    public void Conflict() => _conflicts.Add(1);

    public void Watch(Func<int> queueLength) =>
        _meter.CreateObservableGauge("storage.queue.length", queueLength, "{write}", "Writes that wait for a commit.");

    /// <summary>Tells the instruments of this store from those of another in the same process.</summary>
    public bool Owns(Instrument instrument) => instrument.Meter == _meter;

    public void Dispose() => _meter.Dispose();
}
