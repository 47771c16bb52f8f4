namespace Actors.Silo.Hosting;

/// <summary>
/// Makes a call of one grain to another again when the silo that should have answered stops or is gone, so that the request behind it
/// is not refused. One that was rejected never ran, and is made again whatever it does; whether one ran that was lost is not known, and
/// it is made once more if it only reads. What API nodes do with their own calls is told by <c>LostCallRetry</c>.
/// </summary>
internal sealed class InnerCallRetry(TimeProvider clock) : IOutgoingGrainCallFilter
{
    /// <summary>Time for the silo that stops to be known as such.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A failure that took longer is not tried again: others wait for the grain's turn.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const int TriesOfRejected = 4;
    private const int TriesOfLost = 2;

    /// <summary>How the names of methods begin that change nothing.</summary>
    private static readonly string[] Reads = ["Get", "Find", "List", "Describe", "Owns"];

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
                IsBetweenGrains(context) && tries < MostTries(context, failure) && clock.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(tries * Pause, clock);
            }
        }
    }

    /// <summary>The engine's own calls, and those from outside of any grain, are not this filter's affair.</summary>
    private static bool IsBetweenGrains(IOutgoingGrainCallContext context) =>
        context.SourceId is not null && context.InterfaceMethod.DeclaringType?.Assembly == typeof(GrainKeys).Assembly;

    private static int MostTries(IOutgoingGrainCallContext context, OrleansException failure) => failure switch
    {
        // Exactly this one: what derives from it says less. A grain throws none on, see RejectionWithin.
        { } when failure.GetType() == typeof(OrleansMessageRejectionException) => TriesOfRejected,
        SiloUnavailableException when Reads.Any(read => context.MethodName.StartsWith(read, StringComparison.Ordinal)) => TriesOfLost,
        _ => 1,
    };
}
