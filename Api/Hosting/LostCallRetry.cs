using Actors.Storage;
using Microsoft.Net.Http.Headers;
using Orleans.Storage;

namespace Actors.Api.Hosting;

/// <summary>
/// Makes a call once more when the silo that should have answered is gone, if the request may be made twice: a read, or a
/// write that says itself what shall be there. What is lost again, or may not be repeated, becomes a 503.
/// </summary>
internal sealed class LostCallRetry(IHttpContextAccessor requests, TimeProvider clock) : IOutgoingGrainCallFilter
{
    /// <summary>Time for a lost connection to be noticed, and another silo to be chosen.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (OrleansException lost) when (
            lost is not (InconsistentStateException or StorageUnavailableException) && context.SourceId is null && MayRepeat(requests.HttpContext))
        {
            await Task.Delay(Pause, clock);
            await context.Invoke();
        }
    }

    private static bool MayRepeat(HttpContext? request) =>
        request is not null
        && (HttpMethods.IsGet(request.Request.Method)
            || HttpMethods.IsHead(request.Request.Method)
            // With a condition the second try would meet what the first has left.
            || (HttpMethods.IsPut(request.Request.Method) && !request.Request.Headers.ContainsKey(HeaderNames.IfMatch)));
}
