namespace Actors.Settings;

internal sealed partial class SettingsGrain
{
    public async Task<SettingsChanges> WaitForChangeAsync(long sinceVersion, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (sinceVersion == _durable.Version && timeout > TimeSpan.Zero)
        {
            await Changed.WaitAsync(timeout, cancellationToken);
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
