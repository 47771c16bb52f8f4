using System.Collections.Concurrent;
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

        await KillHostAsync(cluster);

        await UntilItRunsAsync(cluster, within: TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_was_told_before_a_silo_died_is_not_told_again_and_its_end_is_told()
    {
        var (check, changes) = (new Switched { Fails = true }, new Changes());
        await using var cluster = await StartAsync(silos: 2, check, changes);
        var definition = (await cluster.Grains.GetProbeRegistry().ListAsync()).Find("storage")!;
        await UntilAsync(cluster, TimeSpan.FromSeconds(20), () => Task.FromResult(cluster.Silos.All(silo =>
            silo.ServiceProvider.GetRequiredService<ProbeKeeper>().AnnouncedOf(definition) == HealthStatus.Unhealthy)));

        await KillHostAsync(cluster);
        await UntilItIsAsync(cluster, HealthStatus.Unhealthy, within: TimeSpan.FromSeconds(20));
        Assert.Equal([(null, HealthStatus.Unhealthy)], changes.Told);

        check.Fails = false;
        await UntilItIsAsync(cluster, HealthStatus.Healthy, within: TimeSpan.FromSeconds(60));
        Assert.Equal(
            [(null, HealthStatus.Unhealthy), (HealthStatus.Unhealthy, HealthStatus.Degraded), (HealthStatus.Degraded, HealthStatus.Healthy)],
            changes.Told);
    }

    private static Task<GrainCluster> StartAsync(int silos = 3, Switched? check = null, Changes? changes = null) => GrainCluster.StartAsync(silos, services: services => services
        .AddSingleton<IProbeCheck>(check ?? new Switched())
        .AddSingleton<IProbeListener>(changes ?? new Changes())
        .AddSingleton<ProbeKeeper>()
        .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<ProbeKeeper>()));

    private static async Task KillHostAsync(GrainCluster cluster)
    {
        var address = await cluster.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(cluster.Grains.GetHealthProbe("storage"));
        await cluster.KillAsync(cluster.Silos.Single(silo => silo.SiloAddress.Equals(address)));
    }

    private static Task UntilItRunsAsync(GrainCluster cluster, TimeSpan within) => UntilItIsAsync(cluster, HealthStatus.Healthy, within);

    /// <summary>Waits for what its checks say; before the first of them a probe is unhealthy without one.</summary>
    private static Task UntilItIsAsync(GrainCluster cluster, HealthStatus status, TimeSpan within) => UntilAsync(
        cluster, within, async () => await cluster.Grains.GetHealthProbe("storage").GetReportAsync() is { CheckedAt: not null } report && report.Status == status);

    private static async Task UntilAsync(GrainCluster cluster, TimeSpan within, Func<Task<bool>> isSo)
    {
        var end = cluster.Clock.GetUtcNow() + within;

        while (!await isSo())
        {
            Assert.True(cluster.Clock.GetUtcNow() < end, $"It is not so after {within}.");
            cluster.Clock.Advance(Step);

            // Time for what the clock set off.
            await Task.Delay(20);
        }
    }

    private sealed class Switched : IProbeCheck
    {
        private bool _fails;

        public bool Fails
        {
            get => Volatile.Read(ref _fails);
            set => Volatile.Write(ref _fails, value);
        }

        public string Kind => ProbeKinds.Storage;

        public string? Refuse(string? target) => null;

        public Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken) =>
            Task.FromResult(Fails ? CheckResult.Unhealthy("connection refused") : CheckResult.Healthy());
    }

    private sealed class Changes : IProbeListener
    {
        private readonly ConcurrentQueue<(HealthStatus? Previous, HealthStatus Status)> _told = new();

        public IEnumerable<(HealthStatus? Previous, HealthStatus Status)> Told => _told;

        public void OnChanged(ProbeChange change) => _told.Enqueue((change.Previous, change.Status));
    }
}
