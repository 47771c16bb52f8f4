using Actors.Api.Service;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Actors.Silo.Hosting;

/// <summary>Tells the operator where the service answers, where its data lies and what runs it; and that it stops.</summary>
internal sealed class Announcement(
    IServer server,
    DataDirectory data,
    IHostApplicationLifetime lifetime,
    ILogger<Announcement> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Started);
        lifetime.ApplicationStopping.Register(() => logger.LogInformation("Stopping: requests that are being answered get their answer"));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Started()
    {
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses)
        {
            logger.LogInformation(
                "Actors {Version} answers on {Addresses} (API page: /docs); data in {Data}; engine: {Engine}",
                ServiceVersion.Text, string.Join(", ", addresses), data.Root, Engine.Name);
        }
        else
        {
            logger.LogInformation("Actors {Version} serves its cluster alone; data in {Data}; engine: {Engine}", ServiceVersion.Text, data.Root, Engine.Name);
        }
    }
}
