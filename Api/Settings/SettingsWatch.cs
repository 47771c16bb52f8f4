using Actors.Api.Streams;
using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>The stream of one who watches a document.</summary>
internal sealed class SettingsWatch(StreamServices services, string userId, string persona, long? since) : ChangeWatch<long, SettingsChanges>(services)
{
    private readonly ISettingsGrain _settings = services.Grains.GetSettings(userId, persona);
    private long _version;

    protected override async Task<long> AskAsync(CancellationToken aborted) => since ?? (await _settings.GetAsync()).Version;

    protected override void Begin(EventStream events, long present) => events.Begin(_version = present);

    protected override Task<SettingsChanges> WaitAsync(CancellationToken ends) =>
        _settings.WaitForChangeAsync(_version, EventStream.CommentEvery, ends);

    protected override bool IsNews(SettingsChanges changes) => changes.Outcome != SettingsChangesOutcome.Unchanged;

    protected override async ValueTask<bool> TellAsync(EventStream events, SettingsChanges changes, CancellationToken ends)
    {
        switch (changes.Outcome)
        {
            case SettingsChangesOutcome.Changed:
                foreach (var change in changes.Changes)
                {
                    events.Event("change", change.Version, VersionResponse.Of(change));

                    // A hundred of 64 KiB are not gathered for one who may not read them.
                    if (!await events.FlushAsync(ends))
                    {
                        return false;
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

        _version = changes.Version;
        return true;
    }
}
