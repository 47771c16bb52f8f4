using Actors.Health;
using Microsoft.Extensions.Options;

namespace Actors.Api.Health;

/// <summary>Says no to readiness first when the process stops, and gives load balancers time to see it before requests are no longer taken.</summary>
internal sealed class Draining : IHostedLifecycleService
{
    private readonly TimeSpan _delay;
    private readonly TimeProvider _clock;
    private volatile bool _hasBegun;
    private bool _hasStarted;

    public Draining(IHostApplicationLifetime lifetime, IOptions<HealthOptions> options, TimeProvider clock)
    {
        (_delay, _clock) = (options.Value.DrainDelay, clock);
        lifetime.ApplicationStopping.Register(() => _hasBegun = true);
    }

    public bool HasBegun => _hasBegun;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _hasStarted = true;
        return Task.CompletedTask;
    }

    /// <summary>Before any service is stopped, the server among them. Whose start failed was never ready.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        return _hasStarted ? Task.Delay(_delay, _clock, cancellationToken) : Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
