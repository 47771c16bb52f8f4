using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Actors.Tests.Hosting;

public class HostTests
{
    [Fact]
    public async Task A_host_becomes_a_silo_and_its_services_call_grains()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: Ports.Free(), gatewayPort: Ports.Free()).AddMemoryGrainStorageAsDefault());
        using var host = builder.Build();
        await host.StartAsync();

        Assert.Equal(2, await host.Services.GetRequiredService<IGrainFactory>().GetGrain<Calls.ICallGrain>("k").TaskOfAsync(1));
        Assert.Equal(2, await host.Services.GetRequiredService<IClusterClient>().GetGrain<Calls.ICallGrain>("k").TaskOfAsync(1));

        await host.StopAsync();
    }

    [Fact]
    public async Task A_host_of_the_older_kind_becomes_a_silo_too()
    {
        using var host = new HostBuilder()
            .UseOrleans(silo => silo.UseLocalhostClustering(siloPort: Ports.Free(), gatewayPort: Ports.Free()).AddMemoryGrainStorage("other"))
            .Build();
        await host.StartAsync();

        Assert.Equal(2, await host.Services.GetRequiredService<IGrainFactory>().GetGrain<Calls.ICallGrain>("k").TaskOfAsync(1));

        await host.StopAsync();
    }

    [Fact]
    public async Task Startup_tasks_run_when_the_silo_takes_calls_and_their_failure_fails_the_start()
    {
        var answer = 0;
        await using var cluster = await TestCluster.StartAsync(silo => silo.AddStartupTask(async (services, token) =>
            answer = await services.GetRequiredService<IGrainFactory>().GetGrain<Calls.ICallGrain>("k").TaskOfAsync(1)));

        Assert.Equal(2, answer);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => TestCluster.StartAsync(silo => silo.AddStartupTask((_, _) => throw new InvalidOperationException("no"))));
        Assert.Equal("no", Assert.IsType<InvalidOperationException>(failure.GetBaseException()).Message);
    }

    [Fact]
    public async Task Participants_start_upwards_and_stop_downwards()
    {
        var order = new List<string>();
        var cluster = await TestCluster.StartAsync(silo => silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(order)));

        await cluster.DisposeAsync();

        Assert.Equal(["start 1", "start 2", "stop 2", "stop 1"], order);
    }

    [Fact]
    public async Task A_participant_that_fails_to_stop_keeps_nothing_else_from_stopping()
    {
        var order = new List<string>();
        var key = Keys.New();
        var cluster = await TestCluster.StartAsync(silo => silo.Services
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(order))
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Stubborn()));
        await cluster.Client.GetGrain<Activations.ILifeGrain>(key).CountAsync();
        Reports.TakeAll(key);

        await cluster.DisposeAsync();

        Assert.Equal(["start 1", "start 2", "stop 2", "stop 1"], order);
        Assert.Equal(["deactivated: ShuttingDown", "disposed"], Reports.TakeAll(key));
    }

    [Fact]
    public async Task Stopping_answers_the_calls_in_flight_first()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: Ports.Free(), gatewayPort: Ports.Free()).AddMemoryGrainStorageAsDefault());
        using var host = builder.Build();
        await host.StartAsync();
        var key = Keys.New();
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<Activations.ILifeGrain>(key);
        var call = grain.WaitAsync(key + "gate");
        await Reports.NextAsync(key + "gate");
        Reports.TakeAll(key);

        var stop = host.StopAsync();
        Assert.False(stop.IsCompleted);
        Gates.Open(key + "gate");
        await call;
        await stop;

        Assert.Equal(["waited", "deactivated: ShuttingDown", "disposed"], Reports.TakeAll(key));
        await Assert.ThrowsAnyAsync<OrleansMessageRejectionException>(() => grain.CountAsync());
    }

    private sealed class Stubborn : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
            nameof(Stubborn), ServiceLifecycleStage.Active, _ => Task.CompletedTask, _ => throw new InvalidOperationException("It does not stop."));
    }

    private sealed class Participant(List<string> order) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle)
        {
            Add(lifecycle, "2", ServiceLifecycleStage.ApplicationServices);
            Add(lifecycle, "1", ServiceLifecycleStage.RuntimeInitialize);
        }

        private void Add(ISiloLifecycle lifecycle, string name, int stage) =>
            lifecycle.Subscribe(name, stage, _ => Note($"start {name}"), _ => Note($"stop {name}"));

        private Task Note(string text)
        {
            order.Add(text);
            return Task.CompletedTask;
        }
    }
}
