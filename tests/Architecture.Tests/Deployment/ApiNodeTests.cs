using Actors.Api.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Actors.Tests.Deployment;

public sealed class ApiNodeTests
{
    [Fact]
    public void The_way_to_the_cluster_is_open_before_anything_calls_grains_in_the_background()
    {
        var builder = ApiNode.CreateBuilder([], connect: node => node.Services.AddHostedService<Connection>());

        var services = builder.Services.Where(service => service.ServiceType == typeof(IHostedService)).ToList();
        var earlier = services.TakeWhile(service => service.ImplementationType != typeof(Connection)).ToList();

        Assert.True(earlier.Count < services.Count - 1);
        Assert.DoesNotContain(earlier, service =>
            service.ImplementationFactory is not null || typeof(BackgroundService).IsAssignableFrom(service.ImplementationType));
    }

    private sealed class Connection : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
