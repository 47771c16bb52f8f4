using Microsoft.Extensions.Hosting;

namespace Orleans.Runtime;

/// <summary>Ends a client's calls with its host. It asks for the route, which fails the start of a client that has no silo to talk to.</summary>
internal sealed class ClientHost(CallRoute route) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        route.Dispose();
        return Task.CompletedTask;
    }
}
