using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.RateLimits;

/// <summary>Tells once a second what this silo's buckets counted, in one call a policy.</summary>
internal sealed class RateLimitActivityReporter(
    RateLimitActivityLog activity, IGrainFactory grains, TimeProvider clock, ILogger<RateLimitActivityReporter> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        clock.EveryAsync(TimeSpan.FromSeconds(1), ReportAsync, stoppingToken);

    private async Task ReportAsync()
    {
        foreach (var (policy, activities) in activity.Drain())
        {
            try
            {
                await grains.GetRateLimitActivity(policy).ReportAsync(activities);
            }
            catch (Exception exception)
            {
                log.LogDebug(exception, "The activity under {Policy} was not counted", policy);
            }
        }
    }
}
