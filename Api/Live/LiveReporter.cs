using Actors.Live;

namespace Actors.Api.Live;

/// <summary>Tells at the end of each slot what this process did in it. It runs in silos as well as in API nodes.</summary>
internal sealed class LiveReporter(IGrainFactory grains, TimeProvider clock, ILogger<LiveReporter> log) : BackgroundService
{
    private readonly string _process = $"{Guid.NewGuid():N}";
    private readonly LiveMeters _meters = new();

    public override void Dispose()
    {
        _meters.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var slot = LiveSlot.Of(clock.GetUtcNow());
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);

        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = LiveSlot.Of(clock.GetUtcNow());

                if (now != slot)
                {
                    await ReportAsync(_meters.Take(_process, slot));
                    slot = now;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private async Task ReportAsync(LiveReport report)
    {
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
