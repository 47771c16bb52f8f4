using Actors.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Settings.Import;

/// <summary>Sees to it that imports which a crash has interrupted come to an end, though nobody asks for them.</summary>
internal sealed class ImportKeeper(IStateKeys keys, IGrainFactory grains, TimeProvider clock, ILogger<ImportKeeper> log) : BackgroundService
{
    private const int PageSize = 100;

    /// <summary>How often is looked; at the start too.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        clock.EveryAsync(Interval, FinishAllAsync, stoppingToken, atOnce: true);

    /// <summary>Ends all imports that are stored as being under way. One that is under way in truth is only waited for.</summary>
    public async Task FinishAllAsync()
    {
        try
        {
            string? last = null;

            while (await keys.ListAsync(SettingsImportGrain.GrainTypeName, DateTimeOffset.MaxValue, last, PageSize) is { IsEmpty: false } page)
            {
                foreach (var userId in page)
                {
                    await FinishAsync(userId);
                }

                last = page[^1];
            }
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "The imports that are under way could not be listed; the next round tries again");
        }
    }

    /// <summary>One that cannot be ended holds up nobody else's.</summary>
    private async Task FinishAsync(string userId)
    {
        try
        {
            await grains.GetSettingsImport(userId).FinishAsync();
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "The interrupted import of {UserId} could not be ended; the next round tries again", userId);
        }
    }
}
