namespace Actors.Silo.Hosting;

/// <summary>
/// Keeps the rejection of a call that a grain makes from looking like that of the call which the grain was answering: this one ran in
/// part, and may not be made again as if it had not.
/// </summary>
internal sealed class RejectionWithin : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (OrleansMessageRejectionException rejected) when (rejected is not SiloUnavailableException)
        {
            throw new SiloUnavailableException("A call that this one depends on was rejected.", rejected);
        }
    }
}
