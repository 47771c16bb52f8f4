using Actors.Live;

namespace Actors.Api.Live;

/// <summary>Tells at the end of each slot what this process did in it. It runs in silos as well as in API nodes.</summary>
internal sealed class LiveReporter(IGrainFactory grains, TimeProvider clock, ILogger<LiveReporter> log) : BackgroundService
{
    private readonly string _process = $"{Guid.NewGuid():N}";
    private readonly LiveMeters _meters = new();
    private long _slot;

    public override void Dispose()
    {
        _meters.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _slot = LiveSlot.Of(clock.GetUtcNow());
        return clock.EveryAsync(TimeSpan.FromSeconds(1), ReportAsync, stoppingToken);
    }

    private async Task ReportAsync()
    {
        var now = LiveSlot.Of(clock.GetUtcNow());

        if (now == _slot)
        {
            return;
        }

        var report = _meters.Take(_process, _slot);
        _slot = now;

        try
        {
            await grains.GetLive().ReportAsync(report);
        }
        catch (Exception exception)
        {
            log.LogDebug(exception, "What this process did was not taken");
        }
    }
}
