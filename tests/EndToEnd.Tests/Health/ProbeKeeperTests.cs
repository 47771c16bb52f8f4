using System.Collections.Concurrent;
using Actors.Health;
using Actors.Silo.Probes;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Health;

/// <summary>Probes on a cluster: each runs once, and none is lost with its silo.</summary>
public sealed class ProbeKeeperTests
{
    private const int Silos = 3;

    /// <summary>When the first check comes at the latest.</summary>
    private static readonly TimeSpan FirstCheck = TimeSpan.FromMilliseconds(100);

    /// <summary>How often each silo pokes a probe: unlike any other time of the keeper, so that its timers are known by it.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Each_probe_runs_on_one_silo_of_the_cluster()
    {
        await using var cluster = await StartAsync();
        await RunsAsync(cluster);

        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        var count = await management.GetGrainActivationCount((GrainReference)Probe(cluster));

        Assert.Equal(Silos, cluster.Silos.Count);
        Assert.Equal(1, count);
    }

    [Fact]
    public async Task A_probe_whose_silo_dies_runs_on_another_within_an_interval()
    {
        await using var cluster = await StartAsync();
        await RunsAsync(cluster);

        await cluster.KillHostOfAsync(Probe(cluster));
        Assert.Null(await Probe(cluster).GetReportAsync());

        // Since they poked it last the first check has come and gone.
        cluster.Clock.Advance(Interval - FirstCheck);
        await RunsAsync(cluster);
    }

    [Fact]
    public async Task What_was_told_before_a_silo_died_is_not_told_again_and_its_end_is_told()
    {
        var (check, changes) = (new Switched { Fails = true }, new Changes());
        await using var cluster = await StartAsync(silos: 2, check, changes);
        var definition = (await cluster.Grains.GetProbeRegistry().ListAsync()).Find("storage")!;
        await TimePassesUntilAsync(cluster, "every silo knows", () => Task.FromResult(cluster.Silos.All(silo =>
            silo.ServiceProvider.GetRequiredService<ProbeKeeper>().AnnouncedOf(definition) == HealthStatus.Unhealthy)));

        await cluster.KillHostOfAsync(Probe(cluster));
        await TimePassesUntilItIsAsync(cluster, HealthStatus.Unhealthy);
        Assert.Equal([(null, HealthStatus.Unhealthy)], changes.Told);

        check.Fails = false;
        await TimePassesUntilItIsAsync(cluster, HealthStatus.Healthy);
        Assert.Equal(
            [(null, HealthStatus.Unhealthy), (HealthStatus.Unhealthy, HealthStatus.Degraded), (HealthStatus.Degraded, HealthStatus.Healthy)],
            changes.Told);
    }

    private static IHealthProbeGrain Probe(GrainCluster cluster) => cluster.Grains.GetHealthProbe("storage");

    private static Task<GrainCluster> StartAsync(int silos = Silos, Switched? check = null, Changes? changes = null) => GrainCluster.StartAsync(
        silos,
        new Dictionary<string, string?> { ["Health:Probes:storage:Interval"] = $"{Interval}", ["Health:Probes:storage:Timeout"] = $"{2 * Interval}" },
        services => services
            .AddSingleton<IProbeCheck>(check ?? new Switched())
            .AddSingleton<IProbeListener>(changes ?? new Changes())
            .AddSingleton<ProbeKeeper>()
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<ProbeKeeper>()));

    /// <summary>Waits until it is poked and its keepers rest; then its first check comes almost at once.</summary>
    private static async Task RunsAsync(GrainCluster cluster)
    {
        await Eventually.IsAsync(() => Probe(cluster).GetReportAsync(), report => report is not null, "it is poked");
        await cluster.Clock.TimerSetAsync(Interval, timers: cluster.Silos.Count);

        cluster.Clock.Advance(FirstCheck);
        await Eventually.IsAsync(() => Probe(cluster).GetReportAsync(), report => report is { Status: HealthStatus.Healthy }, "it is checked");
    }

    /// <summary>Waits for what its checks say; before the first of them a probe is unhealthy without one.</summary>
    private static Task TimePassesUntilItIsAsync(GrainCluster cluster, HealthStatus status) => TimePassesUntilAsync(
        cluster, $"it is {status}", async () => await Probe(cluster).GetReportAsync() is { CheckedAt: not null } report && report.Status == status);

    private static Task TimePassesUntilAsync(GrainCluster cluster, string awaited, Func<Task<bool>> isSo) => Eventually.IsAsync(
        async () =>
        {
            cluster.Clock.Advance(Interval / 12);
            return await isSo();
        },
        awaited);

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
