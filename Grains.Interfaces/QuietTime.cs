namespace Actors;

/// <summary>Of what happens again and again the log tells once in ten seconds. Any number may ask at once.</summary>
/// <param name="clock">The time.</param>
public sealed class QuietTime(TimeProvider clock)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private long _endsAt;

    /// <summary>Whether the log may tell of it now. To one of those who ask it says so, and is quiet from then on.</summary>
    public bool TryBegin()
    {
        var now = clock.GetUtcNow().UtcTicks;
        var endsAt = Volatile.Read(ref _endsAt);

        return now >= endsAt && Interlocked.CompareExchange(ref _endsAt, now + Length.Ticks, endsAt) == endsAt;
    }
}
