using System.Collections.Concurrent;
using System.Collections.Immutable;
using Actors.Health;

namespace Actors.Api.Health;

/// <summary>What this node last heard of every probe. However often it is asked, the grains are asked a few times a second, and a grain that hangs delays no answer.</summary>
internal sealed class ProbeBoard(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>How long grains are waited for on behalf of one page: it answers within 100 ms, and this leaves time for the rest.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(60);

    private static readonly TimeSpan ListFreshFor = TimeSpan.FromSeconds(1);

    private readonly LastKnown<ProbeList> _list = new(async () => await grains.GetProbeRegistry().ListAsync(), clock, ListFreshFor);
    private readonly ConcurrentDictionary<ProbeDefinition, LastKnown<ProbeReport>> _reports = new();

    /// <summary>The probes as they are now; null when not even their names are known.</summary>
    public async ValueTask<ImmutableArray<(ProbeDefinition Probe, ProbeReport Report)>?> GetAsync(Func<ProbeDefinition, bool> which)
    {
        var started = clock.GetTimestamp();

        if ((await _list.GetAsync(Patience)).Value is not { } list)
        {
            return null;
        }

        ForgetAllBut(list);
        var probes = list.Probes.Where(which).ToImmutableArray();
        var left = Patience - clock.GetElapsedTime(started);
        var reports = await Task.WhenAll(probes.Select(probe => ReportAsync(probe, left).AsTask()));

        return [.. probes.Zip(reports)];
    }

    /// <summary>After a change made here, the next page shows it.</summary>
    public void Expire() => _list.Expire();

    /// <summary>After a report that was taken here, the next page shows it.</summary>
    public void Expire(string name)
    {
        foreach (var (probe, report) in _reports)
        {
            if (string.Equals(probe.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                report.Expire();
            }
        }
    }

    private async ValueTask<ProbeReport> ReportAsync(ProbeDefinition probe, TimeSpan patience)
    {
        var (report, age) = await _reports.GetOrAdd(probe, Watch).GetAsync(patience);
        return report is null ? ProbeReport.Pending(probe) : (report with { Paused = probe.Paused }).After(age);
    }

    // A probe that lost its silo has no result for some seconds: until then what it last said counts, as long as that is not stale.
    private LastKnown<ProbeReport> Watch(ProbeDefinition probe) => new(
        async () => await grains.GetHealthProbe(probe.Name).GetReportAsync() is { CheckedAt: not null } report ? report : null,
        clock,
        ProbeRules.CopyFreshFor(probe));

    private void ForgetAllBut(ProbeList list)
    {
        if (_reports.Count > list.Probes.Length)
        {
            foreach (var gone in _reports.Keys.Except(list.Probes))
            {
                _reports.TryRemove(gone, out _);
            }
        }
    }
}
