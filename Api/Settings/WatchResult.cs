using Actors.Api.Access;
using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>The stream of one watcher. It asks the document's grain for what came after the last version it sent, so nothing is lost or told twice.</summary>
/// <remarks>A watcher that waits holds one call and a few buffers; one that reads slowly holds up itself alone.</remarks>
internal sealed class WatchResult(
    IGrainFactory grains, string userId, string persona, long? since, TimeProvider clock, CancellationToken stopping) : WatchStream<long>(clock, stopping)
{
    private readonly ISettingsGrain _settings = grains.GetSettings(userId, persona);

    protected override async Task<long> AskAsync(CancellationToken ends) => since ?? (await _settings.GetAsync()).Version;

    protected override async Task FollowAsync(HttpContext context, EventStream events, long present, CancellationToken ends)
    {
        var version = present;
        events.Begin(version);

        while (await events.FlushAsync(ends))
        {
            ends.ThrowIfCancellationRequested();

            if (await UnlessLostAsync(events, () => _settings.WaitForChangeAsync(version, EventStream.CommentEvery, ends), ends) is not { } changes)
            {
                continue;
            }

            // The session may have ended since.
            if (await Identity.AgainAsync(context, grains) is (null, _))
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

                        // A hundred of 64 KiB are not gathered for one who may not read them.
                        if (!await events.FlushAsync(ends))
                        {
                            return;
                        }
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
