using Actors.RateLimits;

namespace Actors.Tests.RateLimits;

/// <summary>Quotas for tests.</summary>
internal static class Quotas
{
    public static RateLimitQuota Gcra(int limit, TimeSpan window, int? burst = null, long version = 1) =>
        new(version, RateLimitAlgorithm.Gcra, limit, window.Ticks, burst ?? limit);

    public static RateLimitQuota Fixed(int limit, TimeSpan window, long version = 1) =>
        new(version, RateLimitAlgorithm.FixedWindow, limit, window.Ticks, limit);

    public static RateLimitQuota Sliding(int limit, TimeSpan window, long version = 1) =>
        new(version, RateLimitAlgorithm.SlidingWindow, limit, window.Ticks, limit);

    public static RateLimitQuota Of(RateLimitAlgorithm algorithm, int limit, TimeSpan window) =>
        new(1, algorithm, limit, window.Ticks, limit);

    /// <summary>Numbers of all sizes, most of which divide nothing.</summary>
    public static RateLimitQuota Any(Random random, RateLimitAlgorithm algorithm)
    {
        var limit = random.Next(4) switch
        {
            0 => random.Next(1, 5),
            1 => random.Next(1, 100),
            2 => random.Next(1, 10_000),
            _ => 1_000_000,
        };

        var window = random.Next(4) switch
        {
            0 => random.NextInt64(1, 1000),
            1 => random.NextInt64(1, TimeSpan.TicksPerSecond),
            2 => random.NextInt64(1, TimeSpan.TicksPerHour),
            _ => 31 * TimeSpan.TicksPerDay,
        };

        var burst = algorithm == RateLimitAlgorithm.Gcra && random.Next(2) == 0 ? random.Next(1, 200) : limit;
        return new RateLimitQuota(1, algorithm, limit, window, burst);
    }
}
