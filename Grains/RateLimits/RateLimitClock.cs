namespace Actors.RateLimits;

/// <summary>The time of this silo's buckets in ticks: it begins at the wall clock's and then only moves forward, whatever is done to that.</summary>
internal sealed class RateLimitClock(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly long _origin = time.GetUtcNow().UtcTicks;

    public long Now => _origin + time.GetElapsedTime(_started).Ticks;

    /// <summary>The wall clock, which is all that two silos share.</summary>
    public DateTimeOffset UtcNow => time.GetUtcNow();
}
