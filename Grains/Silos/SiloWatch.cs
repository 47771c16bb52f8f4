using Actors.Calls;
using Microsoft.Extensions.Hosting;

namespace Actors.Silos;

/// <summary>Looks every second which silos there are. When one has left, nobody waits in a grain of this silo until the next look.</summary>
internal sealed class SiloWatch(ISiloStatusOracle silos, ChangeSignals signals, TimeProvider clock) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private volatile SiloAddress[] _seen = [];

    /// <summary>How many silos there were at the last look.</summary>
    public int Seen => _seen.Length;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        clock.EveryAsync(Interval, LookAsync, stoppingToken, atOnce: true);

    private Task LookAsync()
    {
        var present = silos.GetActiveSilos();
        var hasLeft = _seen.Except(present).Any();
        _seen = present;

        if (hasLeft)
        {
            signals.Disturb();
        }
        else
        {
            signals.Calm();
        }

        return Task.CompletedTask;
    }
}
