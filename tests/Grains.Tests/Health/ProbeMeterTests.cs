using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Actors.Health;

namespace Actors.Tests.Health;

/// <summary>What the metrics say of a probe that has ended: an alert on it must not ring for ever.</summary>
public sealed class ProbeMeterTests : IAsyncLifetime
{
    private static readonly CheckResult Failure = CheckResult.Unhealthy("connection refused");

    private readonly ConcurrentDictionary<string, int> _status = new();
    private readonly MeterListener _listener = new();
    private readonly ProbeDefinition _definition = Probes.Define(ProbeKinds.Tcp);
    private HealthCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Name: "actors.probe.status", Meter.Name: ProbeMeter.Name })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, status, tags, _) => _status[(string)tags[0].Value!] = status);
        _listener.Start();
        _cluster = await HealthCluster.StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_probe_that_was_removed_is_not_unhealthy_any_more()
    {
        var probe = await StartUnhealthyAsync();

        await probe.StopAsync(version: 2);

        Assert.Equal(0, _status[_definition.Name]);
    }

    [Fact]
    public async Task A_probe_that_leaves_the_silo_is_not_unhealthy_there_any_more()
    {
        var probe = await StartUnhealthyAsync();

        await _cluster.DeactivateAsync(probe);

        Assert.Equal(0, _status[_definition.Name]);
    }

    [Fact]
    public async Task A_probe_that_nobody_keeps_running_is_not_unhealthy_any_more()
    {
        var probe = await StartUnhealthyAsync();

        for (var i = 0; i < 6; i++)
        {
            await _cluster.CheckAsync(Failure);
        }

        _cluster.Clock.Sleep(TimeSpan.FromSeconds(22));
        Assert.Null(await probe.GetReportAsync());

        Assert.Equal(0, _status[_definition.Name]);
    }

    [Fact]
    public async Task A_probe_whose_name_is_written_otherwise_is_unhealthy_under_the_new_name_alone()
    {
        var probe = await StartUnhealthyAsync();
        var renamed = _definition with { Name = _definition.Name.ToUpperInvariant() };

        await probe.KeepRunningAsync(renamed, version: 2);
        await _cluster.CheckAsync(Failure);

        Assert.Equal((0, 2), (_status[_definition.Name], _status[renamed.Name]));
    }

    private async Task<IHealthProbeGrain> StartUnhealthyAsync()
    {
        var probe = _cluster.Grains.GetHealthProbe(_definition.Name);
        await probe.KeepRunningAsync(_definition, version: 1);
        await _cluster.CheckAsync(Failure);
        Assert.Equal(2, _status[_definition.Name]);
        return probe;
    }
}
