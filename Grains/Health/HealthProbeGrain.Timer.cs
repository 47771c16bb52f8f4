namespace Actors.Health;

/// <content>When it checks.</content>
internal sealed partial class HealthProbeGrain
{
    private void Start(ProbeDefinition definition)
    {
        var resumed = _probe is { Paused: true } && !definition.Paused;
        var sameTarget = definition.Kind == _probe?.Kind && definition.Target == _probe.Target;

        if (!sameTarget)
        {
            // Who was told that it fails is told when it is well, whatever it asks by then.
            var announced = _announced;
            Stop();
            _announced = announced;
        }

        // What it knew before is not stale for that: it gets the time for a new result.
        if (!sameTarget || resumed)
        {
            _freshSince = clock.GetTimestamp();
        }

        // Its metrics go by the name as it is written.
        if (_probe is { } before && before.Name != definition.Name)
        {
            events.Ended(before);
        }

        _timer?.Dispose();
        (_probe, _timer) = (definition, null);

        if (definition.Paused)
        {
            events.Ended(definition);
            return;
        }

        // It interleaves, so that answers never wait for a check; one tick only, so that each can have its own delay.
        _timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions
        {
            DueTime = definition.Kind == ProbeKinds.Heartbeat ? FreshFor(definition) : jitter.First(definition.Interval),
            Period = Timeout.InfiniteTimeSpan,
            Interleave = true,
            KeepAlive = true,
        });
    }

    private void Stop()
    {
        if (_probe is { } probe)
        {
            events.Ended(probe);
        }

        _timer?.Dispose();
        (_timer, _probe, _history, _timeToLive, _announced, _unfinished) = (null, null, ProbeHistory.Empty, null, null, null);
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        if (_probe is not { } probe || _timer is not { } timer)
        {
            return;
        }

        if (clock.GetElapsedTime(_keptAt) > Lease + probe.Interval)
        {
            Stop();
            DeactivateOnIdle();
            return;
        }

        var started = clock.GetTimestamp();

        try
        {
            if (probe.Kind == ProbeKinds.Heartbeat)
            {
                Announce(probe);
            }
            else
            {
                await CheckAsync(probe, timer, cancellationToken);
            }
        }
        finally
        {
            if (ReferenceEquals(timer, _timer))
            {
                timer.Change(NextIn(probe, clock.GetElapsedTime(started)), Timeout.InfiniteTimeSpan);
            }
        }
    }

    private async Task CheckAsync(ProbeDefinition probe, IGrainTimer timer, CancellationToken cancellationToken)
    {
        if (_unfinished is { IsCompleted: false })
        {
            // One at a time: what hangs is not asked again until it gives up.
            Record(probe, new ProbeResult
            {
                At = clock.GetUtcNow(),
                Status = HealthStatus.Unhealthy,
                Latency = TimeSpan.Zero,
                Detail = "timeout: the check before has not ended yet",
            });
            return;
        }

        try
        {
            var run = await runner.RunAsync(probe, cancellationToken);

            if (ReferenceEquals(timer, _timer))
            {
                _unfinished = run.Unfinished;
                Record(probe, run.Result);
            }
        }
        catch (OperationCanceledException)
        {
            // Meanwhile the probe was stopped or changed, or the silo stops: there is nobody to tell.
        }
    }

    private TimeSpan NextIn(ProbeDefinition probe, TimeSpan took)
    {
        if (probe.Kind == ProbeKinds.Heartbeat)
        {
            var left = FreshFor(probe) - clock.GetElapsedTime(_freshSince);
            return left > TimeSpan.Zero ? left : FreshFor(probe);
        }

        var next = jitter.Around(probe.Interval) - took;
        return next > TimeSpan.Zero ? next : TimeSpan.Zero;
    }
}
