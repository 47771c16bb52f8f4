using Actors.Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

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

    [Fact]
    public async Task A_node_that_is_stopped_while_it_waits_for_a_silo_ends_without_an_error()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHostedService<Search>();
        await using var node = builder.Build();

        var running = node.RunUntilStoppedAsync();
        Assert.False(running.IsCompleted);
        node.Lifetime.StopApplication();

        await running;
        Assert.Contains("await app.RunUntilStoppedAsync();", Repository.Read("Api/Program.cs"), StringComparison.Ordinal);
    }

    private sealed class Connection : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Finds none, and looks until it is told to end.</summary>
    private sealed class Search : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
