using System.Diagnostics.Metrics;

namespace Actors.Calls;

/// <summary>The calls that the grains of this silo answer, as metrics of the meter <c>Actors.Calls</c>.</summary>
internal sealed class CallMeter : IDisposable
{
    public const string Name = "Actors.Calls";

    /// <summary>Of this silo alone, should there be another in the process.</summary>
    public Meter Meter { get; } = new(Name);

    private readonly Histogram<double> _duration;

    public CallMeter()
    {
        _duration = Meter.CreateHistogram(
            "actors.grain.call.duration",
            "s",
            "From the beginning of a call's turn to its answer, waits for others included.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10] });
    }

    /// <param name="grain">The name of the grain's class.</param>
    /// <param name="method">The name of the method.</param>
    /// <param name="failed">Whether it threw.</param>
    /// <param name="duration">How long it took.</param>
    public void Called(string grain, string method, bool failed, TimeSpan duration) =>
        _duration.Record(duration.TotalSeconds, new("grain", grain), new("method", method), new("outcome", failed ? "error" : "ok"));

    public void Dispose() => Meter.Dispose();
}
