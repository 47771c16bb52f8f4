using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Notifications;

/// <summary>Keeps the messages to many going: one that lost its silo, or failed, goes on within seconds.</summary>
internal sealed class BroadcastKeeper(IGrainFactory grains, TimeProvider clock, ILogger<BroadcastKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        clock.EveryAsync(Pause, ResumeAsync, stoppingToken);

    private async Task ResumeAsync()
    {
        try
        {
            await grains.GetBroadcasts().ResumeAsync();
        }
        catch (Exception exception)
        {
            log.LogDebug(exception, "Whether messages are under way cannot be told now");
        }
    }
}
