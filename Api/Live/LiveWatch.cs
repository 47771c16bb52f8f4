using Actors.Api.Access;
using Actors.Api.Settings;
using Actors.Live;

namespace Actors.Api.Live;

/// <summary>The stream of one who watches the load: <c>sample</c> for each slot, with the slot's number as its id.</summary>
internal sealed class LiveWatch(IGrainFactory grains, long since, TimeProvider clock, CancellationToken stopping) : IResult
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);

        // Asked before the headers go out: a cluster that cannot answer is still an error with a status.
        var past = await grains.GetLive().ListAsync(since);

        var events = EventStream.Open(httpContext, clock);

        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        events.Begin(since);

        try
        {
            await FollowAsync(httpContext, events, past, ends.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !httpContext.RequestAborted.IsCancellationRequested)
        {
            await events.EndAsync("closing", "shutdown");
        }
    }

    private async Task FollowAsync(HttpContext context, EventStream events, IReadOnlyList<LiveSample> samples, CancellationToken ends)
    {
        var (last, told) = (since, clock.GetTimestamp());
        using var timer = new PeriodicTimer(Pause, clock);

        while (true)
        {
            foreach (var sample in samples)
            {
                events.Event("sample", last = sample.Slot, LiveResponse.Of(sample));
            }

            // Where no process reports, nothing happens on the stream either.
            if (samples.Count == 0 && clock.GetElapsedTime(told) >= EventStream.CommentEvery)
            {
                events.Comment();
                told = clock.GetTimestamp();
            }

            if (!await events.FlushAsync(ends))
            {
                return;
            }

            await timer.WaitForNextTickAsync(ends);
            samples = await grains.GetLive().ListAsync(last);

            // The session may have ended since, or its user's role.
            if (samples.Count > 0 && await Identity.OfAsync(context, grains) is not ({ IsAdmin: true }, _))
            {
                await events.EndAsync("closing", "unauthenticated");
                return;
            }
        }
    }
}
