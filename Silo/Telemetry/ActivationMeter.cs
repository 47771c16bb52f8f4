using System.Diagnostics.Metrics;

namespace Actors.Silo.Telemetry;

/// <summary>How many grains of each class this silo holds in memory, as a metric of the meter <c>Actors.Activations</c>.</summary>
internal sealed class ActivationMeter : BackgroundService
{
    // Counting walks over all of them: often enough for a graph, too seldom to be noticed.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Meter _meter = new("Actors.Activations");
    private readonly IGrainFactory _grains;
    private readonly ILocalSiloDetails _silo;
    private readonly TimeProvider _clock;
    private readonly ILogger<ActivationMeter> _logger;
    private volatile Measurement<int>[] _counts = [];

    public ActivationMeter(IGrainFactory grains, ILocalSiloDetails silo, TimeProvider clock, ILogger<ActivationMeter> logger)
    {
        (_grains, _silo, _clock, _logger) = (grains, silo, clock, logger);
        _meter.CreateObservableGauge("actors.grain.activations", () => _counts, "{activation}", "Grains in the memory of this silo.");
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        _clock.EveryAsync(Interval, CountAsync, stoppingToken, atOnce: true);

    private async Task CountAsync()
    {
        try
        {
            var counts = await _grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics([_silo.SiloAddress]);
            _counts = [.. counts
                .GroupBy(count => ShortName(count.GrainType))
                .Select(group => new Measurement<int>(group.Sum(count => count.ActivationCount), new KeyValuePair<string, object?>("grain", group.Key)))];
        }
        catch (Exception exception)
        {
            // The silo is not up yet, or too busy to count: the next time will do.
            _logger.LogDebug(exception, "The activations could not be counted");
        }
    }

    /// <summary><c>Actors.Users.UserGrain,Actors.Grains</c>: the class alone.</summary>
    private static string ShortName(string type)
    {
        var name = type.Split(',')[0];
        return name[(name.LastIndexOf('.') + 1)..];
    }
}
