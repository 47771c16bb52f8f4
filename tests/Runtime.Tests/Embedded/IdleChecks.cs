using Actors.Testing;

namespace Actors.Tests;

/// <summary>The silo looks for idle activations once a minute of the test's clock.</summary>
internal static class IdleChecks
{
    /// <summary>
    /// Waits until it has ended. An activation is told idle a moment after the answer to its last call; if the clock moved in between,
    /// one of the next checks finds it so. They are few, so that an age much too long is noticed.
    /// </summary>
    public static async Task NextChecksEndAsync(this ManualClock clock, Task ended)
    {
        for (var pause = 1; pause <= 100 && !ended.IsCompleted; pause++)
        {
            await Eventually.PauseAsync();

            if (pause % 20 == 0)
            {
                clock.Advance(TimeSpan.FromMinutes(1));
            }
        }

        await ended.WaitAsync(Eventually.Patience);
    }
}
