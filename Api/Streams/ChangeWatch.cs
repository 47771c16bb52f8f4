namespace Actors.Api.Streams;

/// <summary>The stream of one who waits for changes. A grain is asked for what came after the last one sent, so nothing is lost or told twice.</summary>
/// <remarks>A watcher that waits holds one call and a few buffers; one that reads slowly holds up itself alone.</remarks>
/// <typeparam name="TPresent">What was there when the stream began.</typeparam>
/// <typeparam name="TChanges">What a grain says that was waited for.</typeparam>
internal abstract class ChangeWatch<TPresent, TChanges>(StreamServices services) : WatchStream<TPresent>(services)
{
    /// <summary>How long nobody is asked again after a silo that is gone, while each refuses at once, or that stops, while it lets nobody wait.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected sealed override async Task FollowAsync(HttpContext context, EventStream events, TPresent present, CancellationToken ends)
    {
        var clock = Services.Clock;
        Begin(events, present);

        while (await events.FlushAsync(ends))
        {
            ends.ThrowIfCancellationRequested();
            var asked = clock.GetTimestamp();
            TChanges changes;
            bool isShut;

            try
            {
                changes = await WaitAsync(ends);

                // The session may have ended since.
                isShut = await Services.Identity.OfAsync(context) is (null, _);
            }
            catch (Exception exception) when (IsOfLostSilo(exception))
            {
                // What was waited for is not told before the session is known to go on.
                events.Comment();
                await Task.Delay(Pause, clock, ends);
                continue;
            }

            if (isShut)
            {
                await events.EndAsync("closing", "unauthenticated");
                return;
            }

            var isTooSoon = !IsNews(changes) && clock.GetElapsedTime(asked) < Pause;

            if (!await TellAsync(events, changes, ends))
            {
                return;
            }

            if (isTooSoon)
            {
                await Task.Delay(Pause, clock, ends);
            }
        }
    }

    /// <summary>Says from where the stream goes on, and what came before it began.</summary>
    protected abstract void Begin(EventStream events, TPresent present);

    /// <summary>Waits for what comes after what was told last, at most <see cref="EventStream.CommentEvery"/>.</summary>
    protected abstract Task<TChanges> WaitAsync(CancellationToken ends);

    /// <summary>Whether anything has changed.</summary>
    protected abstract bool IsNews(TChanges changes);

    /// <summary>Tells it; false when the reader has been dropped.</summary>
    protected abstract ValueTask<bool> TellAsync(EventStream events, TChanges changes, CancellationToken ends);
}
