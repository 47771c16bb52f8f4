using Actors.Health;
using Actors.Silo.Probes;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Probes;

/// <summary>Probes on a cluster: each runs once, and none is lost with its silo.</summary>
public sealed class ProbeKeeperTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task Each_probe_runs_on_one_silo_of_the_cluster()
    {
        await using var cluster = await StartAsync();
        await UntilItRunsAsync(cluster, within: TimeSpan.FromSeconds(10));

        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        var count = await management.GetGrainActivationCount((GrainReference)cluster.Grains.GetHealthProbe("storage"));

        Assert.Equal(3, cluster.Silos.Count);
        Assert.Equal(1, count);
    }

    [Fact]
    public async Task A_probe_whose_silo_dies_runs_on_another_within_an_interval()
    {
        await using var cluster = await StartAsync();
        await UntilItRunsAsync(cluster, within: TimeSpan.FromSeconds(10));
        var address = await cluster.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(cluster.Grains.GetHealthProbe("storage"));

        await cluster.KillAsync(cluster.Silos.Single(silo => silo.SiloAddress.Equals(address)));

        await UntilItRunsAsync(cluster, within: TimeSpan.FromSeconds(10));
    }

    private static Task<GrainCluster> StartAsync() => GrainCluster.StartAsync(silos: 3, services: services => services
        .AddSingleton<IProbeCheck>(new Passing())
        .AddSingleton<ProbeKeeper>()
        .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<ProbeKeeper>()));

    private static async Task UntilItRunsAsync(GrainCluster cluster, TimeSpan within)
    {
        var probe = cluster.Grains.GetHealthProbe("storage");
        var end = cluster.Clock.GetUtcNow() + within;

        while (await probe.GetReportAsync() is not { Status: HealthStatus.Healthy })
        {
            Assert.True(cluster.Clock.GetUtcNow() < end, $"It does not run after {within}.");
            cluster.Clock.Advance(Step);

            // Time for what the clock set off.
            await Task.Delay(20);
        }
    }

    private sealed class Passing : IProbeCheck
    {
        public string Kind => ProbeKinds.Storage;

        public string? Refuse(string? target) => null;

        public Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken) => Task.FromResult(CheckResult.Healthy());
    }
}
