using Actors.Health;

namespace Actors.Tests.Health;

public sealed class PausedProbeTests : IAsyncLifetime
{
    private static readonly CheckResult Pass = CheckResult.Healthy();
    private static readonly CheckResult Failure = CheckResult.Unhealthy("connection refused");
    private static readonly ProbeDefinition Definition = Probes.Define(ProbeKinds.Tcp);

    private HealthCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await HealthCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_probe_that_is_paused_checks_nothing_keeps_its_results_and_does_not_grow_stale()
    {
        var probe = await StartAsync();
        await _cluster.CheckAsync(Pass);

        await probe.KeepRunningAsync(Definition with { Paused = true }, 2);
        Assert.Null(_cluster.Clock.NextDue);
        _cluster.Clock.Advance(TimeSpan.FromHours(1));
        var report = await probe.GetReportAsync();
        Assert.Equal((HealthStatus.Healthy, true, 1), (report!.Status, report.Paused, _cluster.Check.Started));

        await probe.KeepRunningAsync(Definition, 3);
        Assert.Equal(HealthStatus.Healthy, (await probe.GetReportAsync())!.Status);
        await _cluster.CheckAsync(Failure);
        Assert.Equal((HealthStatus.Degraded, 2), ((await probe.GetReportAsync())!.Status, (await probe.GetResultsAsync()).Length));
    }

    [Fact]
    public async Task A_probe_that_was_bad_when_it_was_paused_is_told_of_when_it_is_well_again()
    {
        var probe = await StartAsync();
        await _cluster.CheckAsync(Failure);
        await probe.KeepRunningAsync(Definition with { Paused = true }, 2);
        _cluster.Clock.Advance(TimeSpan.FromHours(1));

        await probe.KeepRunningAsync(Definition, 3);
        await _cluster.CheckAsync(Pass);
        await _cluster.CheckAsync(Pass);
        await probe.KeepRunningAsync(Definition, 3);
        await _cluster.CheckAsync(Pass);

        Assert.Equal([HealthStatus.Unhealthy, HealthStatus.Degraded, HealthStatus.Healthy], _cluster.Changes.Of(Definition.Name).Select(change => change.Status));
    }

    private async Task<IHealthProbeGrain> StartAsync()
    {
        var probe = _cluster.Grains.GetHealthProbe(Definition.Name);
        await probe.KeepRunningAsync(Definition, 1);
        return probe;
    }
}
