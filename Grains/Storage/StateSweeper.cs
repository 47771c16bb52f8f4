using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Storage;

/// <summary>Goes through the stored states of a type in rounds, and asks the grain of each whether it is still needed.</summary>
/// <remarks>The grain itself decides, so what it knows and what is stored cannot part. Every silo has its rounds: to be asked twice does no harm.</remarks>
/// <param name="grainType">Whose states.</param>
/// <param name="interval">From round to round, and how long nobody must have written a state for its grain to be asked.</param>
internal abstract class StateSweeper(string grainType, TimeSpan interval, IStateKeys keys, TimeProvider clock, ILogger log) : BackgroundService
{
    private const int PageSize = 500;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        clock.EveryAsync(interval, () => SweepAsync(stoppingToken), stoppingToken);

    /// <summary>Goes once through all that is stored and old.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var before = clock.GetUtcNow() - interval;
            string? last = null;

            while (await keys.ListAsync(grainType, before, last, PageSize) is { IsEmpty: false } page)
            {
                foreach (var key in page)
                {
                    await SettleOrLeaveAsync(key);
                    cancellationToken.ThrowIfCancellationRequested();
                }

                last = page[^1];
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            log.LogWarning(exception, "The stored states of {Type} could not be listed; the next round tries again", grainType);
        }
    }

    /// <summary>Has the grain clear away its state if it is not needed.</summary>
    protected abstract Task SettleAsync(string key);

    /// <summary>One that cannot be cleared away now holds up no other.</summary>
    private async Task SettleOrLeaveAsync(string key)
    {
        try
        {
            await SettleAsync(key);
        }
        catch (Exception exception)
        {
            log.LogDebug(exception, "A stored state of {Type} could not be cleared away; the next round tries again", grainType);
        }
    }
}
