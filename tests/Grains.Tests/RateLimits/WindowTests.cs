using Actors.RateLimits;

namespace Actors.Tests.RateLimits;

public sealed class WindowTests
{
    private const long Start = 638_000_000_000_000_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_fixed_window_begins_with_its_first_request_and_comes_back_whole()
    {
        var bucket = Bucket.Full(Quotas.Fixed(5, Minute), Start);
        var first = Start + (17 * TimeSpan.TicksPerSecond);

        Assert.True(bucket.Take(5, first, 0).IsAdmitted);
        var refused = bucket.Take(1, first + (20 * TimeSpan.TicksPerSecond), 0);

        Assert.Equal(
            new RateLimitDecision(
                RateLimitOutcome.Refused, 5, 0, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(40), default),
            refused);
        Assert.Equal(0, bucket.Look(1, first + Minute.Ticks - 1).Remaining);
        Assert.Equal(5, bucket.Look(1, first + Minute.Ticks).Remaining);
    }

    [Fact]
    public void A_sliding_window_gives_back_each_sixtieth_when_it_is_a_window_old()
    {
        var second = TimeSpan.TicksPerSecond;
        var bucket = Bucket.Full(Quotas.Sliding(10, Minute), 0);
        bucket.Take(4, (100 * second) + 1, 0);
        bucket.Take(6, 130 * second, 0);

        Assert.Equal(TimeSpan.FromSeconds(31), bucket.Take(4, 130 * second, 0).RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(61), bucket.Take(5, 130 * second, 0).RetryAfter);
        Assert.Equal(0, bucket.Look(1, (161 * second) - 1).Remaining);
        Assert.Equal(4, bucket.Look(1, 161 * second).Remaining);
        Assert.Equal(10, bucket.Look(1, 191 * second).Remaining);
    }

    [Fact]
    public void A_change_of_algorithm_leaves_what_was_used()
    {
        var bucket = Bucket.Used(Quotas.Gcra(10, Minute), 7, Start);

        bucket = bucket.Under(Quotas.Fixed(10, Minute, version: 2), Start);
        Assert.Equal(3, bucket.Look(1, Start).Remaining);

        bucket = bucket.Under(Quotas.Sliding(10, Minute, version: 3), Start);
        Assert.Equal(3, bucket.Look(1, Start).Remaining);

        bucket = bucket.Under(Quotas.Gcra(10, Minute, version: 4), Start);
        Assert.Equal(3, bucket.Look(1, Start).Remaining);
    }

    [Fact]
    public void A_sliding_window_that_is_shortened_gives_nothing_back_early()
    {
        var taken = 119 * TimeSpan.TicksPerSecond;
        var bucket = Bucket.Full(Quotas.Sliding(10, TimeSpan.FromHours(1)), 0);
        bucket.Take(10, taken, 0);

        bucket = bucket.Under(Quotas.Sliding(10, Minute, version: 2), taken);

        Assert.Equal(0, bucket.Look(1, taken + Minute.Ticks - 1).Remaining);
        Assert.Equal(10, bucket.Look(1, taken + Minute.Ticks + TimeSpan.TicksPerSecond).Remaining);
    }

    [Fact]
    public void A_lower_limit_keeps_a_window_closed_until_it_ends()
    {
        var bucket = Bucket.Full(Quotas.Fixed(10, Minute), Start);
        bucket.Take(8, Start, 0);

        bucket = bucket.Under(Quotas.Fixed(5, Minute, version: 2), Start + (30 * TimeSpan.TicksPerSecond));

        Assert.Equal(TimeSpan.FromSeconds(30), bucket.Take(1, Start + (30 * TimeSpan.TicksPerSecond), 0).RetryAfter);
    }
}
