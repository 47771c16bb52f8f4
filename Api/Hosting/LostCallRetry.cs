using Actors.Storage;
using Microsoft.Net.Http.Headers;
using Orleans.Storage;

namespace Actors.Api.Hosting;

/// <summary>
/// Makes a call again when the silo that should have answered stops or is gone. One that was rejected never ran, and is made again
/// whatever it does; whether one ran that was lost is not known, and it is made once more if the request may be made twice: a read, or
/// a write that says itself what shall be there. What is lost again, or may not be repeated, becomes a 503.
/// </summary>
internal sealed class LostCallRetry(IHttpContextAccessor requests, TimeProvider clock) : IOutgoingGrainCallFilter
{
    /// <summary>Time for a lost connection to be noticed, and another silo to be chosen.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A failure that took longer is not tried again: whoever waits has waited enough.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>For a silo that stops may take a while to be known as such by all.</summary>
    private const int TriesOfRejected = 4;

    private const int TriesOfLost = 2;

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
                context.SourceId is null && tries < MostTries(failure) && clock.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(tries * Pause, clock);
            }
        }
    }

    private int MostTries(OrleansException failure) => failure switch
    {
        InconsistentStateException or StorageUnavailableException => 1,
        // Exactly this one: what derives from it says less. A grain throws none on, see RejectionWithin.
        { } when failure.GetType() == typeof(OrleansMessageRejectionException) => TriesOfRejected,
        _ => MayRepeat(requests.HttpContext) ? TriesOfLost : 1,
    };

    private static bool MayRepeat(HttpContext? request) =>
        request is not null
        && (HttpMethods.IsGet(request.Request.Method)
            || HttpMethods.IsHead(request.Request.Method)
            // With a condition the second try would meet what the first has left.
            || (HttpMethods.IsPut(request.Request.Method) && !request.Request.Headers.ContainsKey(HeaderNames.IfMatch)));
}
