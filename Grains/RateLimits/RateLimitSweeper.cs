using Actors.Storage;
using Microsoft.Extensions.Logging;

namespace Actors.RateLimits;

/// <summary>Clears away what buckets have stored that nobody asks any more: one that takes longer than a minute to fill leaves memory with its row.</summary>
internal sealed class RateLimitSweeper(IStateKeys keys, IGrainFactory grains, TimeProvider clock, ILogger<RateLimitSweeper> log)
    : StateSweeper(RateLimitGrain.GrainTypeName, Interval, keys, clock, log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override Task SettleAsync(string key) => grains.GetStoredRateLimit(key).SettleAsync();
}
