using Actors.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.RateLimits;

/// <summary>Clears away what buckets have stored that nobody asks any more.</summary>
/// <remarks>
/// A bucket that takes longer than a minute to fill leaves memory with its row, and if nobody comes back the row would stay for good.
/// The bucket itself decides: it is asked, so what it counts and what is stored cannot part.
/// </remarks>
internal sealed class RateLimitSweeper(IStateKeys keys, IGrainFactory grains, TimeProvider clock, ILogger<RateLimitSweeper> log) : BackgroundService
{
    /// <summary>How often rows are looked for, and how long nobody must have written them.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private const int PageSize = 500;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        clock.EveryAsync(Interval, () => SweepAsync(stoppingToken), stoppingToken);

    /// <summary>Goes once through all that is stored and old.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var before = clock.GetUtcNow() - Interval;
            string? last = null;

            while (await keys.ListAsync(RateLimitGrain.GrainTypeName, before, last, PageSize) is { IsEmpty: false } page)
            {
                foreach (var key in page)
                {
                    await SettleAsync(key);
                    cancellationToken.ThrowIfCancellationRequested();
                }

                last = page[^1];
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            log.LogWarning(exception, "Rate limits that nobody asks any more could not be listed; the next round tries again");
        }
    }

    /// <summary>One that cannot be cleared away now holds up no other.</summary>
    private async Task SettleAsync(string key)
    {
        try
        {
            await grains.GetStoredRateLimit(key).SettleAsync();
        }
        catch (Exception exception)
        {
            log.LogDebug(exception, "A rate limit that nobody asks any more could not be cleared away; the next round tries again");
        }
    }
}
