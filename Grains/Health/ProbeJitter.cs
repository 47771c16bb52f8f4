namespace Actors.Health;

/// <summary>Spreads the checks, so that probes of one interval do not march in step.</summary>
internal sealed class ProbeJitter(Random random)
{
    /// <summary>An interval, give or take a tenth.</summary>
    public TimeSpan Around(TimeSpan interval) => interval * (0.9 + 0.2 * random.NextDouble());

    /// <summary>The first check comes almost at once: until its result the service is not ready.</summary>
    public TimeSpan First(TimeSpan interval) => TimeSpan.FromMilliseconds(Math.Min(100, interval.TotalMilliseconds / 10) * random.NextDouble());
}
