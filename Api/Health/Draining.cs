using Actors.Api.Hosting;
using Actors.Health;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Actors.Api.Health;

/// <summary>
/// Says no to readiness first when the process stops, and gives load balancers time to see it before requests are no longer taken. Those under way have
/// theirs before anything else is stopped: one that takes longer ends, and the silo still has time to leave.
/// </summary>
internal sealed class Draining : IHostedLifecycleService
{
    private readonly TimeSpan _delay;
    private readonly TimeSpan _timeForRequests;
    private readonly IServer _server;
    private readonly TimeProvider _clock;
    private volatile bool _hasBegun;
    private bool _hasStarted;

    public Draining(IHostApplicationLifetime lifetime, IServer server, IOptions<HealthOptions> health, IOptions<HostingOptions> hosting, TimeProvider clock)
    {
        (_delay, _timeForRequests, _server, _clock) = (health.Value.DrainDelay, hosting.Value.ShutdownTimeout, server, clock);
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

    /// <summary>Before any service is stopped. Whose start failed was never ready, and its server never asked.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;

        if (!_hasStarted)
        {
            return;
        }

        await Task.Delay(_delay, _clock, cancellationToken);

        // The server aborts what is not answered by then. Stopped once more, by its own service, it does nothing.
        using var timeIsUp = new CancellationTokenSource(_timeForRequests, _clock);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(timeIsUp.Token, cancellationToken);
        await _server.StopAsync(ends.Token);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
