using Actors.Testing;

namespace Actors.Tests.RateLimits;

internal static class Ticks
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>Moves the clock by a tick whenever somebody waits for one: whoever waits for a bucket that is out of reach gives up.</summary>
    public static Task TickUntilAsync(this ManualClock clock, Task call) => Eventually.IsAsync(
        () =>
        {
            if (!call.IsCompleted && clock.NextDue is { } due && due - clock.GetUtcNow() <= Tick)
            {
                clock.Advance(Tick);
            }

            return call.IsCompleted;
        },
        "the call's end");
}
