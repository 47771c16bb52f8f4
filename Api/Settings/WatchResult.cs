using Actors.Api.Access;
using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>The stream of one watcher. It asks the document's grain for what came after the last version it sent, so nothing is lost or told twice.</summary>
/// <remarks>A watcher that waits holds one call and a few buffers; one that reads slowly holds up itself alone.</remarks>
internal sealed class WatchResult(
    IGrainFactory grains, string userId, string persona, long? since, TimeProvider clock, CancellationToken stopping) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var settings = grains.GetSettings(userId, persona);

        // Asked before the headers go out: a store that cannot answer is still an error with a status.
        var version = since ?? (await settings.GetAsync()).Version;

        var events = EventStream.Open(httpContext, clock);

        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        events.Begin(version);

        try
        {
            await FollowAsync(httpContext, settings, events, version, ends.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !httpContext.RequestAborted.IsCancellationRequested)
        {
            await events.EndAsync("closing", "shutdown");
        }
    }

    private async Task FollowAsync(HttpContext context, ISettingsGrain settings, EventStream events, long version, CancellationToken ends)
    {
        while (await events.FlushAsync(ends))
        {
            ends.ThrowIfCancellationRequested();
            var changes = await settings.WaitForChangeAsync(version, EventStream.CommentEvery, ends);

            // The session may have ended since.
            if (await Identity.OfAsync(context, grains) is (null, _))
            {
                await events.EndAsync("closing", "unauthenticated");
                return;
            }

            switch (changes.Outcome)
            {
                case SettingsChangesOutcome.Changed:
                    foreach (var change in changes.Changes)
                    {
                        events.Change(change);
                    }

                    break;
                case SettingsChangesOutcome.Unchanged:
                    events.Comment();
                    break;
                case SettingsChangesOutcome.Gone:
                    events.Reset(changes.Version);
                    break;
                default:
                    throw new InvalidOperationException($"Unmapped changes outcome '{changes.Outcome}'.");
            }

            version = changes.Version;
        }
    }
}
