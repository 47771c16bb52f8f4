namespace Actors.Settings;

internal sealed partial class SettingsGrain
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    public async Task<SettingsChanges> WaitForChangeAsync(long sinceVersion, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (sinceVersion == _durable.Version && timeout > TimeSpan.Zero)
        {
            // The end of the time and a caller who is gone both end the wait with what is there now: neither is thrown, and caught again.
            await _changed.Task.WaitAsync(timeout < LongestWait ? timeout : LongestWait, _clock, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }

        // Changes that come while the history is read are told next time.
        var state = _durable;

        if (sinceVersion == state.Version)
        {
            return SettingsChanges.Unchanged(state.Version);
        }

        var changes = sinceVersion >= 0 && sinceVersion < state.Version ? await _versions.AfterAsync(state, sinceVersion) : null;
        return changes is { } found ? SettingsChanges.Changed(state.Version, found) : SettingsChanges.Gone(state.Version);
    }
}
