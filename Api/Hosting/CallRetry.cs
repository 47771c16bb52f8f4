namespace Actors.Api.Hosting;

/// <summary>
/// Makes a call again when the silo that should have answered stops or is gone. One that was rejected never ran, and is made again
/// whatever it does; whether one ran that was lost is not known, and it is made once more if it may be made twice.
/// </summary>
public abstract class CallRetry(TimeProvider clock) : IOutgoingGrainCallFilter
{
    /// <summary>Time for a lost connection to be noticed, and another silo to be chosen.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A failure that took longer is not tried again: whoever waits has waited enough.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>For a silo that stops may take a while to be known as such by all.</summary>
    private const int TriesOfRejected = 4;

    private const int TriesOfLost = 2;

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var started = clock.GetTimestamp();

        for (var tries = 1; ; tries++)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (OrleansException failure) when (
                Concerns(context) && tries < MostTries(context, failure) && clock.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(tries * Pause, clock);
            }
        }
    }

    /// <summary>Whether calls of this kind are this filter's affair; asked only when one has failed.</summary>
    protected abstract bool Concerns(IOutgoingGrainCallContext context);

    /// <summary>Whether a call that was lost in this way may be made twice.</summary>
    protected abstract bool MayRepeat(IOutgoingGrainCallContext context, OrleansException failure);

    // Exactly that type: what derives from it says less. A grain throws none on, see RejectionWithin.
    private int MostTries(IOutgoingGrainCallContext context, OrleansException failure) =>
        failure.GetType() == typeof(OrleansMessageRejectionException) ? TriesOfRejected
        : MayRepeat(context, failure) ? TriesOfLost
        : 1;
}
