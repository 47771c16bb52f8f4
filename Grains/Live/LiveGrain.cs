using System.Collections.Immutable;
using Actors.Silos;

namespace Actors.Live;

/// <summary>Nothing is stored: what a lost silo kept is the past, and the next slot comes in five seconds.</summary>
[GrainType("live")]
internal sealed class LiveGrain(TimeProvider clock) : InspectedGrain, ILiveGrain
{
    /// <summary>By slot, and in it by process.</summary>
    private readonly SortedDictionary<long, Dictionary<string, LiveReport>> _slots = [];

    public Task ReportAsync(LiveReport report)
    {
        var now = LiveSlot.Of(clock.GetUtcNow());

        // What a clock far off names is no slot of ours.
        if (report.Slot > now - LiveSlot.Kept && report.Slot <= now + 1)
        {
            if (!_slots.TryGetValue(report.Slot, out var reports))
            {
                _slots[report.Slot] = reports = [];
            }

            reports[report.Process] = report;
        }

        while (_slots.Count > 0 && _slots.Keys.First() is var oldest && oldest <= now - LiveSlot.Kept)
        {
            _slots.Remove(oldest);
        }

        return Task.CompletedTask;
    }

    public Task<ImmutableArray<LiveSample>> ListAsync(long after)
    {
        var last = LiveSlot.LastComplete(clock.GetUtcNow());
        return Task.FromResult<ImmutableArray<LiveSample>>(
            [.. _slots.Where(slot => slot.Key > after && slot.Key <= last).Select(slot => LiveSample.Of(slot.Key, slot.Value.Values))]);
    }
}
