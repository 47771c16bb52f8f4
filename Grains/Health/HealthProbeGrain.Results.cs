namespace Actors.Health;

/// <content>What it knows, and whom it tells.</content>
internal sealed partial class HealthProbeGrain
{
    private void Record(ProbeDefinition probe, ProbeResult result)
    {
        // What had become too old was unhealthy until now, whatever the results say.
        var before = Report(probe);
        var history = _history.CountedAs(before.Status, before.Since);

        // An agent tells of itself what it is; there is nothing to be smoothed.
        _history = probe.Kind == ProbeKinds.Heartbeat
            ? history.Add(result, failures: 1, window: 1)
            : history.Add(result, probe.Failures, probe.Window);
        _freshSince = clock.GetTimestamp();

        // An agent may go on reporting meanwhile.
        if (!probe.Paused)
        {
            events.Checked(probe, result, _history.Status!.Value);
            Announce(probe);
        }
    }

    /// <summary>Tells of a change, once. A probe that begins healthy is no news, nor is one that has had no time for a result yet or is paused.</summary>
    private void Announce(ProbeDefinition probe)
    {
        var report = Report(probe);
        var waiting = report.Paused || (report.CheckedAt is null && report.Age <= report.FreshFor);

        if (waiting || report.Status == _announced)
        {
            return;
        }

        var previous = _announced;
        _announced = report.Status;

        if (previous is not null || report.Status != HealthStatus.Healthy)
        {
            events.Changed(new ProbeChange(
                probe.Name, probe.Kind, probe.Critical, previous, report.Status, report.Since ?? clock.GetUtcNow(), report.Detail));
        }
    }

    private ProbeReport Report(ProbeDefinition probe)
    {
        var pending = ProbeReport.Pending(probe) with { FreshFor = FreshFor(probe), Announced = _announced };
        var age = clock.GetElapsedTime(_freshSince);

        if (_history.Status is not { } status)
        {
            return pending.After(age);
        }

        var last = _history.Results[0];

        return (pending with
        {
            Status = status,
            Detail = _history.Detail,
            CheckedAt = last.At,
            Since = _history.Since,
            Latency = last.Latency,
            P95 = _history.P95(),
            ConsecutiveFailures = _history.ConsecutiveFailures,
            Metrics = last.Metrics,
        }).After(age);
    }

    private TimeSpan FreshFor(ProbeDefinition probe) => _timeToLive ?? probe.FreshFor;
}
