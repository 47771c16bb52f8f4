using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Silos;

/// <summary>Tells every second what goes on in this silo, to a grain of its address, so that every other can ask.</summary>
internal sealed class SiloReporter(
    CallLog calls, ActiveGrains active, IGrainFactory grains, ILocalSiloDetails silo, TimeProvider clock, ILogger<SiloReporter> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        clock.EveryAsync(TimeSpan.FromSeconds(1), ReportAsync, stoppingToken);

    private async Task ReportAsync()
    {
        try
        {
            await grains.GetSiloReport(silo.SiloAddress.ToParsableString()).PublishAsync(new SiloReport
            {
                At = clock.GetUtcNow(),
                MemoryBytes = Environment.WorkingSet,
                HeapBytes = GC.GetTotalMemory(forceFullCollection: false),
                ProcessorTime = Environment.CpuUsage.TotalTime,
                Calls = calls.Sum(),
                Activations = active.Count(),
            });
        }
        catch (Exception exception)
        {
            log.LogDebug(exception, "The silo's report was not taken");
        }
    }
}
