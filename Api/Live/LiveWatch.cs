using System.Collections.Immutable;
using Actors.Api.Streams;
using Actors.Live;

namespace Actors.Api.Live;

/// <summary>The stream of one who watches the load: <c>sample</c> for each slot, with the slot's number as its id.</summary>
internal sealed class LiveWatch(StreamServices services, long since) : WatchStream<ImmutableArray<LiveSample>>(services)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ILiveGrain _live = services.Grains.GetLive();

    protected override Task<ImmutableArray<LiveSample>> AskAsync(CancellationToken aborted) => _live.ListAsync(since);

    protected override async Task FollowAsync(HttpContext context, EventStream events, ImmutableArray<LiveSample> present, CancellationToken ends)
    {
        var clock = Services.Clock;
        var (samples, last, told) = (present, since, clock.GetTimestamp());
        using var timer = new PeriodicTimer(Pause, clock);
        events.Begin(since);

        while (true)
        {
            foreach (var sample in samples)
            {
                events.Event("sample", last = sample.Slot, LiveResponse.Of(sample));
            }

            if (!await events.FlushAsync(ends))
            {
                return;
            }

            await timer.WaitForNextTickAsync(ends);
            bool isQuiet;
            bool isShut;

            try
            {
                samples = await _live.ListAsync(last);
                // Where no process reports, or who watches names a slot to come, nothing happens on the stream either.
                isQuiet = samples.Length == 0 && clock.GetElapsedTime(told) >= EventStream.CommentEvery;

                // The session may have ended since, or its user's role.
                isShut = (isQuiet || samples.Length > 0) && await Services.Identity.OfAsync(context) is not ({ IsAdmin: true }, _);
            }
            catch (Exception exception) when (IsOfLostSilo(exception))
            {
                // The next tick asks again.
                samples = [];
                events.Comment();
                continue;
            }

            if (isShut)
            {
                await events.EndAsync("closing", "unauthenticated");
                return;
            }

            if (isQuiet)
            {
                events.Comment();
                told = clock.GetTimestamp();
            }
        }
    }
}
