using System.Diagnostics.Metrics;

namespace Actors.Users.Passwords;

/// <summary>What the hashing pool does, as metrics of the meter <c>Actors.Hashing</c>.</summary>
internal sealed class HashingMeter : IDisposable
{
    public const string Name = "Actors.Hashing";

    public Meter Meter { get; } = new(Name);
    private readonly Counter<long> _hashes;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _duration;
    private Func<int> _queue = () => 0;
    private long _computed;

    public HashingMeter()
    {
        _hashes = Meter.CreateCounter<long>("actors.hashing.hashes", "{hash}", "Password hashes computed.");
        _refused = Meter.CreateCounter<long>("actors.hashing.refused", "{job}", "Jobs refused because too many waited.");
        _duration = Meter.CreateHistogram(
            "actors.hashing.duration", "s", "Time of one job on its thread, without the wait.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.025, 0.1, 0.2, 0.4, 0.8, 1.6, 5] });

        // Each counter begins at 0, so that it is on the page before its first event.
        _hashes.Add(0);
        _refused.Add(0);
    }

    /// <summary>Password hashes computed since the start.</summary>
    public long HashesComputed => Interlocked.Read(ref _computed);

    /// <summary>Jobs that wait for a thread, with those whose callers have gone.</summary>
    public int Waiting => _queue();

    public void ObserveQueue(Func<int> length)
    {
        _queue = length;
        Meter.CreateObservableGauge("actors.hashing.queue", length, "{job}", "Jobs that wait for a thread.");
    }

    public void HashComputed()
    {
        Interlocked.Increment(ref _computed);
        _hashes.Add(1);
    }

    public void Refused() => _refused.Add(1);

    public void Took(TimeSpan duration) => _duration.Record(duration.TotalSeconds);

    public void Dispose() => Meter.Dispose();
}
