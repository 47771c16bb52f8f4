using System.Collections.Immutable;
using Actors.Silos;

namespace Actors.Health;

[GrainType("health_probe")]
internal sealed partial class HealthProbeGrain(CheckRunner runner, ProbeJitter jitter, ProbeEvents events, TimeProvider clock) : InspectedGrain, IHealthProbeGrain
{
    /// <summary>Silos poke every few seconds; a probe that nobody pokes for so long is on nobody's list.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private ProbeDefinition? _probe;
    private long _version = long.MinValue;
    private IGrainTimer? _timer;
    private ProbeHistory _history = ProbeHistory.Empty;
    private TimeSpan? _timeToLive;
    private HealthStatus? _announced;
    private Task? _unfinished;
    private long _keptAt;
    private long _freshSince;

    public Task<ProbeReport> KeepRunningAsync(ProbeDefinition definition, long version, HealthStatus? announced)
    {
        if (version < _version)
        {
            return Task.FromResult(_probe is null ? ProbeReport.Pending(definition) : Report(_probe));
        }

        _version = version;
        _keptAt = clock.GetTimestamp();

        if (definition != _probe)
        {
            Start(definition);
        }

        _announced ??= announced;
        Announce(definition);
        return Task.FromResult(Report(definition));
    }

    public Task<ProbeReport?> GetReportAsync() => Task.FromResult(_probe is null ? null : Report(_probe));

    public Task<ImmutableArray<ProbeResult>> GetResultsAsync() => Task.FromResult(_history.Results);

    public Task<HeartbeatOutcome> ReportAsync(Heartbeat heartbeat)
    {
        if (_probe is not { } probe)
        {
            return Task.FromResult(HeartbeatOutcome.NotRunning);
        }

        if (probe.Kind != ProbeKinds.Heartbeat)
        {
            return Task.FromResult(HeartbeatOutcome.NotAnAgent);
        }

        // Until this one the time to live of the last one counted.
        Record(probe, new ProbeResult
        {
            At = clock.GetUtcNow(),
            Status = heartbeat.Status,
            Latency = TimeSpan.Zero,
            Detail = heartbeat.Detail,
        });
        _timeToLive = heartbeat.TimeToLive;
        _timer?.Change(FreshFor(probe), Timeout.InfiniteTimeSpan);

        return Task.FromResult(HeartbeatOutcome.Accepted);
    }

    public Task StopAsync(long version)
    {
        if (version >= _version)
        {
            _version = version;
            Stop();
        }

        return Task.CompletedTask;
    }

    /// <summary>Where it goes on is another's business: what this silo told of it ends.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Stop();
        return Task.CompletedTask;
    }
}
