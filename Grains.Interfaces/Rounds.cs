namespace Actors;

/// <summary>What a process does again and again in the background.</summary>
public static class Rounds
{
    /// <summary>Does it each time that so much time has passed, one round after the other, until the process stops. A stop is no failure.</summary>
    /// <param name="clock">The time.</param>
    /// <param name="interval">From one round to the next. A round that takes longer is followed by the next at once.</param>
    /// <param name="round">What is done. An exception ends the rounds: what may fail and be tried again is for it to catch.</param>
    /// <param name="stopping">Ends the wait for the next round.</param>
    /// <param name="atOnce">Whether the first round is at the start.</param>
    public static async Task EveryAsync(this TimeProvider clock, TimeSpan interval, Func<Task> round, CancellationToken stopping, bool atOnce = false)
    {
        ArgumentNullException.ThrowIfNull(round);

        using var timer = new PeriodicTimer(interval, clock);

        try
        {
            while (atOnce || await timer.WaitForNextTickAsync(stopping))
            {
                atOnce = false;
                await round();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }
}
