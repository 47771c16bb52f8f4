using System.Collections.Immutable;

namespace Actors.Live;

/// <summary>What the processes of the cluster, silos and API nodes, did in the last 15 minutes. There is one; it keeps them in memory only.</summary>
[Alias("live.ILiveGrain")]
public interface ILiveGrain : IGrainWithStringKey
{
    /// <summary>Takes what one process did in one slot; the same again replaces it.</summary>
    [Alias("Report")]
    Task ReportAsync(LiveReport report);

    /// <summary>The samples after this slot that are complete, oldest first.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<ImmutableArray<LiveSample>> ListAsync(long after);
}
