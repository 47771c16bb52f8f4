using Actors.RateLimits;

namespace Actors.Tests.RateLimits;

public sealed class GcraTests
{
    private const long Start = 638_000_000_000_000_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_full_bucket_gives_its_burst_and_not_one_more()
    {
        var bucket = Bucket.Full(Quotas.Gcra(60, Minute, burst: 10), Start);

        var decisions = Enumerable.Range(0, 11).Select(_ => bucket.Take(1, Start, 0)).ToArray();

        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], decisions[..10].Select(d => d.Remaining));
        Assert.All(decisions[..10], d => Assert.Equal(RateLimitOutcome.Admitted, d.Outcome));
        Assert.Equal(RateLimitOutcome.Refused, decisions[10].Outcome);
    }

    [Fact]
    public void It_refills_evenly()
    {
        var bucket = Bucket.Used(Quotas.Gcra(60, Minute), 60, Start);

        Assert.Equal(RateLimitOutcome.Refused, bucket.Take(1, Start + TimeSpan.TicksPerSecond - 1, 0).Outcome);
        Assert.Equal(RateLimitOutcome.Admitted, bucket.Take(1, Start + TimeSpan.TicksPerSecond, 0).Outcome);
        Assert.Equal(RateLimitOutcome.Refused, bucket.Take(1, Start + TimeSpan.TicksPerSecond, 0).Outcome);
    }

    [Fact]
    public void The_answer_says_what_is_left_and_when_more_comes()
    {
        var bucket = Bucket.Full(Quotas.Gcra(60, Minute), Start);

        var decision = bucket.Take(3, Start, activation: 7);

        Assert.Equal(
            new RateLimitDecision(
                RateLimitOutcome.Admitted, Limit: 60, Remaining: 57, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.Zero,
                new RateLimitReceipt(7, Start, 3)),
            decision);
    }

    [Fact]
    public void A_refusal_says_when_the_same_cost_fits()
    {
        var bucket = Bucket.Used(Quotas.Gcra(60, Minute), 58, Start);

        var decision = bucket.Take(5, Start, 0);

        Assert.Equal(
            new RateLimitDecision(
                RateLimitOutcome.Refused, Limit: 60, Remaining: 2, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(58), TimeSpan.FromSeconds(3),
                default),
            decision);
    }

    [Fact]
    public void A_rate_that_divides_nothing_does_not_drift()
    {
        // 7 in 60 s: a tick short of 60 s the seventh request has not come back, at 60 s it has, and so for every minute of a day.
        var bucket = Bucket.Used(Quotas.Gcra(7, Minute), 7, Start);

        for (var minute = 1; minute <= 24 * 60; minute++)
        {
            var now = Start + (minute * Minute.Ticks);
            Assert.Equal(6, bucket.Look(1, now - 1).Remaining);
            Assert.Equal(7, bucket.Look(1, now).Remaining);
            Assert.True(bucket.Take(7, now, 0).IsAdmitted);
        }
    }

    [Fact]
    public void The_most_extreme_numbers_do_not_overflow()
    {
        var bucket = Bucket.Full(Quotas.Gcra(1, TimeSpan.FromTicks(long.MaxValue), int.MaxValue), 0);

        Assert.True(bucket.Take(int.MaxValue, 0, 0).IsAdmitted);
        var decision = bucket.Take(int.MaxValue, long.MaxValue - 1, 0);

        Assert.Equal(RateLimitOutcome.Refused, decision.Outcome);
        Assert.Equal(0, decision.Remaining);
        Assert.True(decision.RetryAfter > TimeSpan.Zero);
    }

    [Fact]
    public void Numbers_that_change_leave_what_was_used()
    {
        var bucket = Bucket.Full(Quotas.Gcra(10, Minute), Start);
        bucket.Take(8, Start, 0);

        bucket = bucket.Under(Quotas.Gcra(60, Minute, version: 2), Start);
        Assert.Equal(52, bucket.Look(1, Start).Remaining);

        bucket = bucket.Under(Quotas.Gcra(5, Minute, version: 3), Start);
        Assert.Equal(0, bucket.Look(1, Start).Remaining);
    }
}
