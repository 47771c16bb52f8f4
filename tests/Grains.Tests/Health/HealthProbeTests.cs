using Actors.Health;

namespace Actors.Tests.Health;

public sealed class HealthProbeTests : IAsyncLifetime
{
    private static readonly CheckResult Pass = CheckResult.Healthy();
    private static readonly CheckResult Failure = CheckResult.Unhealthy("connection refused");

    private HealthCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await HealthCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_probe_that_nobody_started_knows_nothing()
    {
        var probe = _cluster.Grains.GetHealthProbe("nobody");

        Assert.Null(await probe.GetReportAsync());
        Assert.Empty(await probe.GetResultsAsync());
    }

    [Fact]
    public async Task A_probe_is_unhealthy_until_its_first_check_has_passed()
    {
        var (probe, started) = await StartAsync();
        Assert.Equal(HealthStatus.Unhealthy, started.Status);
        Assert.Equal("pending: no result yet", started.Detail);

        await _cluster.CheckAsync(Pass);

        Assert.Equal(HealthStatus.Healthy, (await probe.GetReportAsync())!.Status);
    }

    [Fact]
    public async Task Checks_follow_by_the_interval_give_or_take_a_tenth()
    {
        var (probe, _) = await StartAsync();

        for (var i = 0; i < 20; i++)
        {
            await probe.KeepRunningAsync(_definition, 1);
            await _cluster.CheckAsync(Pass);
        }

        var times = (await probe.GetResultsAsync()).Select(result => result.At).Reverse().ToArray();
        var gaps = times.Zip(times.Skip(1), (one, next) => (next - one).TotalSeconds).ToArray();

        Assert.All(gaps, gap => Assert.InRange(gap, 8.9, 11.1));
        Assert.True(gaps.Distinct().Count() > 5, "The gaps do not differ: there is no jitter.");
    }

    [Fact]
    public async Task Answers_do_not_wait_for_a_check_that_hangs()
    {
        var (probe, _) = await StartAsync();
        await _cluster.CheckAsync(Pass);
        await _cluster.NextCheckAsync();

        var report = await probe.GetReportAsync();

        Assert.Equal(HealthStatus.Healthy, report!.Status);
    }

    [Fact]
    public async Task A_check_that_goes_on_beyond_its_time_is_not_started_a_second_time()
    {
        var (probe, _) = await StartAsync();
        var first = await _cluster.NextCheckAsync();

        await _cluster.Clock.StepAsync();
        await _cluster.Clock.StepAsync();
        await _cluster.Clock.StepAsync();

        var details = (await probe.GetResultsAsync()).Select(result => result.Detail);
        Assert.Equal(1, _cluster.Check.Started);
        Assert.Equal(
            [
                "timeout: the check before has not ended yet",
                "timeout: the check before has not ended yet",
                "timeout: no answer within 5 s",
            ],
            details);

        first.Pass();
        await _cluster.CheckAsync(Pass);
        Assert.Equal(2, _cluster.Check.Started);
    }

    [Fact]
    public async Task A_change_is_told_once()
    {
        var (probe, started) = await StartAsync();

        foreach (var result in new[] { Pass, Pass, Failure, Failure, Failure, Pass, Pass, Pass, Pass })
        {
            await probe.KeepRunningAsync(_definition, 1);
            await _cluster.CheckAsync(result);
        }

        Assert.Equal(
            [
                (HealthStatus.Healthy, HealthStatus.Degraded),
                (HealthStatus.Degraded, HealthStatus.Unhealthy),
                (HealthStatus.Unhealthy, HealthStatus.Degraded),
                (HealthStatus.Degraded, HealthStatus.Healthy),
            ],
            _cluster.Changes.Of(started.Name).Select(change => (change.Previous!.Value, change.Status)));
    }

    [Fact]
    public async Task A_probe_that_lost_its_silo_goes_on_from_what_it_had_told()
    {
        var (probe, started) = await StartAsync();
        await _cluster.CheckAsync(Failure);
        Assert.Equal(HealthStatus.Unhealthy, (await probe.GetReportAsync())!.Announced);
        await _cluster.DeactivateAsync(probe);

        Assert.Equal(HealthStatus.Unhealthy, (await probe.KeepRunningAsync(_definition, 1, HealthStatus.Unhealthy)).Announced);
        await _cluster.CheckAsync(Failure);
        Assert.Single(_cluster.Changes.Of(started.Name));

        await _cluster.CheckAsync(Pass);
        await _cluster.CheckAsync(Pass);
        await probe.KeepRunningAsync(_definition, 1, HealthStatus.Unhealthy);
        await _cluster.CheckAsync(Pass);

        Assert.Equal(
            [(null, HealthStatus.Unhealthy), (HealthStatus.Unhealthy, HealthStatus.Degraded), (HealthStatus.Degraded, HealthStatus.Healthy)],
            _cluster.Changes.Of(started.Name).Select(change => (change.Previous, change.Status)));
    }

    [Fact]
    public async Task A_probe_that_begins_with_a_failure_tells_so()
    {
        var (probe, started) = await StartAsync();

        await _cluster.CheckAsync(Failure);

        var change = Assert.Single(_cluster.Changes.Of(started.Name));
        Assert.Null(change.Previous);
        Assert.Equal(HealthStatus.Unhealthy, change.Status);
        Assert.Equal("connection refused", change.Detail);
    }

    [Fact]
    public async Task A_report_tells_what_the_checks_say_together()
    {
        var (probe, _) = await StartAsync();
        await _cluster.CheckAsync(Pass);
        await _cluster.CheckAsync(Failure);
        await _cluster.CheckAsync(CheckResult.Unhealthy("host not found").With("answers_count", 7));

        var report = (await probe.GetReportAsync())!;
        var results = await probe.GetResultsAsync();

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Equal("host not found", report.Detail);
        Assert.Equal(2, report.ConsecutiveFailures);
        Assert.Equal(results[0].At, report.CheckedAt);
        Assert.Equal(results[0].At, report.Since);
        Assert.Equal(7, report.Metrics["answers_count"]);
        Assert.Equal(3, results.Length);
    }

    [Fact]
    public async Task A_probe_whose_checks_stopped_is_stale_after_three_intervals_and_tells_so()
    {
        var (probe, started) = await StartAsync(change: definition => definition with { Timeout = TimeSpan.FromMinutes(1) });
        await _cluster.CheckAsync(Pass);
        var checkedAt = (await probe.GetReportAsync())!.CheckedAt!.Value;
        await _cluster.NextCheckAsync();

        _cluster.Clock.Advance(checkedAt.AddSeconds(31) - _cluster.Clock.GetUtcNow());

        var report = (await probe.GetReportAsync())!;
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Equal("stale: the last result is 31 s old", report.Detail);

        await probe.KeepRunningAsync(_definition, 1);
        Assert.Equal(HealthStatus.Unhealthy, Assert.Single(_cluster.Changes.Of(started.Name)).Status);
    }

    [Fact]
    public async Task A_definition_of_an_older_list_changes_nothing()
    {
        var (probe, _) = await StartAsync(version: 5);
        await _cluster.CheckAsync(Pass);

        await probe.KeepRunningAsync(_definition with { Target = "old" }, version: 4);

        Assert.Equal(HealthStatus.Healthy, (await probe.GetReportAsync())!.Status);
    }

    [Fact]
    public async Task A_new_target_begins_anew()
    {
        var (probe, _) = await StartAsync();
        await _cluster.CheckAsync(Pass);

        var report = await probe.KeepRunningAsync(_definition with { Target = "new" }, version: 2);

        Assert.Equal("pending: no result yet", report.Detail);
        Assert.Equal("new", (await _cluster.NextCheckAsync()).Probe.Target);
    }

    [Fact]
    public async Task A_probe_that_is_well_with_a_new_target_tells_so()
    {
        var (probe, started) = await StartAsync();
        await _cluster.CheckAsync(Failure);

        await probe.KeepRunningAsync(_definition with { Target = "new" }, version: 2);
        await _cluster.CheckAsync(Pass);

        Assert.Equal(
            [(null, HealthStatus.Unhealthy), (HealthStatus.Unhealthy, HealthStatus.Healthy)],
            _cluster.Changes.Of(started.Name).Select(change => (change.Previous, change.Status)));
    }

    [Fact]
    public async Task A_new_interval_keeps_what_is_known()
    {
        var (probe, _) = await StartAsync();
        await _cluster.CheckAsync(Pass);

        var report = await probe.KeepRunningAsync(_definition with { Interval = TimeSpan.FromSeconds(20) }, version: 2);

        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal(TimeSpan.FromSeconds(60), report.FreshFor);
    }

    [Fact]
    public async Task A_probe_that_was_stopped_checks_no_more_and_an_old_list_does_not_start_it()
    {
        var (probe, _) = await StartAsync(version: 1);
        await _cluster.CheckAsync(Pass);

        await probe.StopAsync(version: 2);
        await probe.KeepRunningAsync(_definition, version: 1);
        _cluster.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(await probe.GetReportAsync());
        Assert.Equal(1, _cluster.Check.Started);
    }

    [Fact]
    public async Task A_probe_that_nobody_keeps_running_ends()
    {
        var (probe, _) = await StartAsync();
        await _cluster.CheckAsync(Pass);

        for (var i = 0; i < 6; i++)
        {
            await _cluster.CheckAsync(Pass);
        }

        Assert.NotNull(await probe.GetReportAsync());
        _cluster.Clock.Sleep(TimeSpan.FromSeconds(22));

        Assert.Null(await probe.GetReportAsync());
        Assert.Equal(7, _cluster.Check.Started);
    }

    [Fact]
    public async Task Ten_thousand_questions_cause_no_check()
    {
        var (probe, _) = await StartAsync();
        await _cluster.CheckAsync(Pass);

        var reports = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => probe.GetReportAsync()));

        Assert.All(reports, report => Assert.Equal(HealthStatus.Healthy, report!.Status));
        Assert.Equal(1, _cluster.Check.Started);
    }

    private ProbeDefinition _definition = null!;

    private async Task<(IHealthProbeGrain Probe, ProbeReport Report)> StartAsync(
        long version = 1, Func<ProbeDefinition, ProbeDefinition>? change = null)
    {
        var definition = Probes.Define(ProbeKinds.Tcp);
        _definition = change?.Invoke(definition) ?? definition;
        var probe = _cluster.Grains.GetHealthProbe(_definition.Name);
        return (probe, await probe.KeepRunningAsync(_definition, version));
    }
}
