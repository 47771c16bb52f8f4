using System.Collections.Concurrent;
using System.Collections.Immutable;
using Actors.Health;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Probes;

/// <summary>Keeps every probe running: each silo pokes each of them every few seconds, so one that lost its silo runs on another.</summary>
internal sealed class ProbeKeeper(IGrainFactory grains, IOptions<HealthOptions> options, TimeProvider clock, ILogger<ProbeKeeper> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MinPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();

    // In memory, as all that probes know: where every silo stops, what lasts is told once more.
    private readonly ConcurrentDictionary<ProbeDefinition, HealthStatus> _announced = new();
    private Task _running = Task.CompletedTask;
    private bool _failing;

    // Until the store answers the configured probes run, it being one of them; any list of the registry is newer.
    private ProbeList _list = new(long.MinValue + 1, [.. options.Value.Probes.Select(probe => ProbeRules.Define(probe.Key, probe.Value, ProbeOrigin.Configured))]);

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(ProbeKeeper),
        ServiceLifecycleStage.Active,
        _ =>
        {
            _running = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
            return Task.CompletedTask;
        },
        async _ =>
        {
            await _stopping.CancelAsync();
            await _running;
        });

    /// <summary>What was last told of a probe, as far as this silo heard.</summary>
    public HealthStatus? AnnouncedOf(ProbeDefinition probe) => _announced.TryGetValue(probe, out var status) ? status : null;

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await RefreshAsync(cancellationToken);
                await Task.WhenAll(_list.Probes.Select(probe => PokeAsync(probe, cancellationToken)));
                ForgetAllBut(_list.Probes);
                await Task.Delay(Pause(_list.Probes), clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The silo stops; others go on.
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            _list = await grains.GetProbeRegistry().ListAsync().WaitAsync(Patience, clock, cancellationToken);
            _failing = false;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Once: what is wrong with the store is told by its own probe.
            logger.Log(_failing ? LogLevel.Debug : LogLevel.Warning, e, "The list of probes cannot be read; the last known one runs on");
            _failing = true;
        }
    }

    private async Task PokeAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        try
        {
            var report = await grains.GetHealthProbe(probe.Name).KeepRunningAsync(probe, _list.Version, AnnouncedOf(probe)).WaitAsync(Patience, clock, cancellationToken);

            if (report.Announced is { } announced)
            {
                _announced[probe] = announced;
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(e, "Probe {Probe} does not answer", probe.Name);
        }
    }

    private void ForgetAllBut(ImmutableArray<ProbeDefinition> probes)
    {
        foreach (var gone in _announced.Keys.Except(probes))
        {
            _announced.TryRemove(gone, out _);
        }
    }

    private static TimeSpan Pause(ImmutableArray<ProbeDefinition> probes)
    {
        var shortest = probes.Select(probe => probe.Interval).DefaultIfEmpty(MaxPause).Min();
        return shortest < MinPause ? MinPause : shortest > MaxPause ? MaxPause : shortest;
    }
}
