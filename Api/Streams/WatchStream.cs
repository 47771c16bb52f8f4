using Actors.Api.RateLimits;

namespace Actors.Api.Streams;

/// <summary>A stream of events about what somebody watches, until who watches goes away or the process stops.</summary>
/// <typeparam name="TPresent">What was there when the stream began.</typeparam>
internal abstract class WatchStream<TPresent>(StreamServices services) : IResult
{
    protected StreamServices Services { get; } = services;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, Services.Stopping);

        // Asked before the headers go out: a store or a cluster that cannot answer is still an error with a status. Who comes while the process stops is told so in the stream.
        var present = await AskAsync(httpContext.RequestAborted);

        // Thousands wait at once, and none needs these any more.
        httpContext.Features.Set<RateLimitVerdict>(null);
        Services.Tokens.DropText(httpContext);

        var events = EventStream.Open(httpContext, Services.Clock);

        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        OpenedStreams.Count();

        try
        {
            await FollowAsync(httpContext, events, present, ends.Token);
        }
        catch (OperationCanceledException) when (Services.Stopping.IsCancellationRequested && !httpContext.RequestAborted.IsCancellationRequested)
        {
            await events.EndAsync("closing", "shutdown");
        }
    }

    /// <summary>Whether a call failed because the silo that was to answer is gone: it can be made again.</summary>
    protected static bool IsOfLostSilo(Exception exception) => exception is TimeoutException or OrleansMessageRejectionException;

    protected abstract Task<TPresent> AskAsync(CancellationToken aborted);

    /// <summary>Begins the events and tells what comes.</summary>
    protected abstract Task FollowAsync(HttpContext context, EventStream events, TPresent present, CancellationToken ends);
}
