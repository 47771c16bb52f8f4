using Actors.Health;

namespace Actors.Tests.Health;

public sealed class AgentTests : IAsyncLifetime
{
    private HealthCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await HealthCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task An_agent_that_never_reported_is_unhealthy()
    {
        var (_, started) = await StartAsync();

        Assert.Equal(HealthStatus.Unhealthy, started.Status);
        Assert.Equal("pending: no heartbeat yet", started.Detail);
        Assert.Empty(_cluster.Changes.Of(started.Name));
    }

    [Fact]
    public async Task An_agent_that_is_silent_from_the_start_is_told_of_after_its_time_to_live()
    {
        var (_, started) = await StartAsync();

        await _cluster.Clock.StepAsync();
        await _cluster.Clock.StepAsync();

        Assert.Equal(HealthStatus.Unhealthy, _cluster.Changes.Of(started.Name).Single().Status);
    }

    [Theory]
    [InlineData(HealthStatus.Healthy)]
    [InlineData(HealthStatus.Degraded)]
    [InlineData(HealthStatus.Unhealthy)]
    public async Task An_agent_is_what_it_says_at_once(HealthStatus status)
    {
        var (agent, _) = await StartAsync();
        await agent.ReportAsync(new Heartbeat());

        Assert.Equal(HeartbeatOutcome.Accepted, await agent.ReportAsync(new Heartbeat(status, "queue is long")));

        var report = (await agent.GetReportAsync())!;
        Assert.Equal(status, report.Status);
        Assert.Equal("queue is long", report.Detail);
        Assert.Equal(_cluster.Clock.GetUtcNow(), report.CheckedAt);
    }

    [Fact]
    public async Task Silence_beyond_the_time_to_live_is_told_once_and_so_is_the_return()
    {
        var (agent, started) = await StartAsync();
        await agent.ReportAsync(new Heartbeat(TimeToLive: TimeSpan.FromSeconds(5)));

        await _cluster.Clock.StepAsync();
        Assert.Equal(HealthStatus.Healthy, (await agent.GetReportAsync())!.Status);

        await _cluster.Clock.StepAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await agent.GetReportAsync())!.Status);
        await _cluster.Clock.StepAsync();

        await agent.ReportAsync(new Heartbeat());

        Assert.Equal(
            [HealthStatus.Unhealthy, HealthStatus.Healthy],
            _cluster.Changes.Of(started.Name).Select(change => change.Status));
    }

    [Fact]
    public async Task After_a_silence_an_agent_is_well_since_its_return()
    {
        var (agent, started) = await StartAsync();
        await BeSilentAsync(agent);
        Assert.Equal(HealthStatus.Unhealthy, (await agent.GetReportAsync())!.Status);

        await agent.ReportAsync(new Heartbeat());

        Assert.Equal(_cluster.Clock.GetUtcNow(), (await agent.GetReportAsync())!.Since);
        Assert.Equal(_cluster.Clock.GetUtcNow(), _cluster.Changes.Of(started.Name)[^1].At);
    }

    [Fact]
    public async Task An_agent_that_returns_unhealthy_has_been_so_since_its_silence_began()
    {
        var (agent, _) = await StartAsync();
        await BeSilentAsync(agent);
        var silent = (await agent.GetReportAsync())!;
        Assert.Equal(HealthStatus.Unhealthy, silent.Status);

        await agent.ReportAsync(new Heartbeat(HealthStatus.Unhealthy));

        Assert.NotNull(silent.Since);
        Assert.Equal(silent.Since, (await agent.GetReportAsync())!.Since);
    }

    [Fact]
    public async Task An_agent_that_reports_in_time_stays_healthy()
    {
        var (agent, started) = await StartAsync();

        for (var i = 0; i < 10; i++)
        {
            await agent.ReportAsync(new Heartbeat());
            _cluster.Clock.Advance(TimeSpan.FromSeconds(59));
        }

        Assert.Equal(HealthStatus.Healthy, (await agent.GetReportAsync())!.Status);
        Assert.Empty(_cluster.Changes.Of(started.Name));
    }

    [Fact]
    public async Task A_heartbeat_that_nobody_waits_for_is_not_counted()
    {
        var agent = _cluster.Grains.GetHealthProbe("stranger");

        Assert.Equal(HeartbeatOutcome.NotRunning, await agent.ReportAsync(new Heartbeat()));
        Assert.Null(await agent.GetReportAsync());
    }

    [Fact]
    public async Task A_probe_that_checks_takes_no_heartbeats()
    {
        var definition = Probes.Define(ProbeKinds.Tcp);
        var probe = _cluster.Grains.GetHealthProbe(definition.Name);
        await probe.KeepRunningAsync(definition, 1);

        Assert.Equal(HeartbeatOutcome.NotAnAgent, await probe.ReportAsync(new Heartbeat()));
    }

    /// <summary>Reports well once, and lets more than the time to live of that go by.</summary>
    private async Task BeSilentAsync(IHealthProbeGrain agent)
    {
        await agent.ReportAsync(new Heartbeat(TimeToLive: TimeSpan.FromSeconds(5)));
        await _cluster.Clock.StepAsync();
        await _cluster.Clock.StepAsync();
    }

    private async Task<(IHealthProbeGrain Agent, ProbeReport Report)> StartAsync()
    {
        var definition = Probes.Define(ProbeKinds.Heartbeat);
        var agent = _cluster.Grains.GetHealthProbe(definition.Name);
        return (agent, await agent.KeepRunningAsync(definition, 1));
    }
}
