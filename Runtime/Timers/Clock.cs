namespace Orleans.Runtime;

/// <summary>A time provider read as milliseconds: cheap enough for every call, and comparable by subtraction even when it wraps.</summary>
internal sealed class Clock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly bool _isSystem = ReferenceEquals(time, TimeProvider.System);

    public int Milliseconds => unchecked((int)(_isSystem ? Environment.TickCount64 : (long)time.GetElapsedTime(_start).TotalMilliseconds));

    /// <summary>A duration that can be added to <see cref="Milliseconds"/>; what is longer than 12 days counts as 12 days.</summary>
    public static int ToMilliseconds(TimeSpan time) =>
        time == Timeout.InfiniteTimeSpan ? int.MaxValue / 2 : (int)Math.Clamp(time.TotalMilliseconds, 0, int.MaxValue / 2);
}
