using Actors.Settings.History;
using Microsoft.Extensions.Logging;

namespace Actors.Settings;

internal sealed partial class SettingsGrain
{
    private const int MaxPageSize = 200;

    /// <summary>What housekeeping has done and the state does not say yet.</summary>
    private Tidied _tidied = Tidied.Nothing;

    public Task<SettingsHistoryPage> ListHistoryAsync(long? before, int limit) =>
        _versions.BeforeAsync(_durable, before ?? long.MaxValue, Math.Clamp(limit, 1, MaxPageSize));

    public Task<SettingsVersionDocument?> GetVersionAsync(long version) => _versions.FindAsync(_durable, version);

    /// <summary>The log with what housekeeping has done since the last write.</summary>
    private VersionLog TidyLog(long version, DateTimeOffset now)
    {
        var log = _tidied.Segment is { } segment ? _durable.Log.Sealed(segment) : _durable.Log;
        log = log with { Dropped = log.Dropped.RemoveRange(_tidied.Removed) };
        return log.Prune(version, now, _options);
    }

    /// <summary>Moves recent versions into a segment and removes dropped ones, beside the write of the next version.</summary>
    /// <remarks>It only copies what is durable; the state tells of it with the next write. A crash before that leaves both copies, and a failure nothing undone.</remarks>
    private async Task<Tidied> TidyAsync(SettingsState durable)
    {
        try
        {
            var segment = durable.Log.IsFull
                ? await _segments.AppendAsync(new StoredSegment { Versions = durable.Log.Recent, Document = durable.Document })
                : null;

            foreach (var first in durable.Log.Dropped)
            {
                await _segments.RemoveAsync(first);
            }

            return new Tidied(segment, durable.Log.Dropped);
        }
        catch (Exception exception)
        {
            _log.LogWarning(exception, "Older versions of a settings document could not be moved; the next write tries again");
            return Tidied.Nothing;
        }
    }
}
