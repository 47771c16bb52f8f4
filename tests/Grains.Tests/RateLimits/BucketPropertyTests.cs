using Actors.RateLimits;

namespace Actors.Tests.RateLimits;

/// <summary>What holds for every algorithm, numbers and sequence of calls; the seed of a failure is in its name.</summary>
public sealed class BucketPropertyTests
{
    private const long Start = 638_000_000_000_000_000;

    public static TheoryData<RateLimitAlgorithm, int> Seeds()
    {
        var data = new TheoryData<RateLimitAlgorithm, int>();

        foreach (var algorithm in Enum.GetValues<RateLimitAlgorithm>())
        {
            for (var seed = 0; seed < 20; seed++)
            {
                data.Add(algorithm, seed);
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(Seeds))]
    public void No_span_of_time_admits_more_than_the_policy_says(RateLimitAlgorithm algorithm, int seed)
    {
        var random = new Random(seed);
        var quota = Quotas.Any(random, algorithm);
        var bucket = Bucket.Full(quota, Start);
        var admitted = new List<(long At, int Cost)>();
        var now = Start;

        for (var i = 0; i < 400; i++)
        {
            now += Step(random, quota);
            var cost = Cost(random, quota);

            if (bucket.Take(cost, now, 0).IsAdmitted)
            {
                admitted.Add((now, cost));
            }
        }

        Assert.NotEmpty(admitted);
        for (var from = 0; from < admitted.Count; from++)
        {
            Int128 sum = 0;
            for (var to = from; to < admitted.Count; to++)
            {
                sum += admitted[to].Cost;
                var span = admitted[to].At - admitted[from].At;

                // There are 80,000 spans: only one that fails is put into words.
                if (!Allowed(quota, sum, span))
                {
                    Assert.Fail($"{sum} in {span} ticks under {quota}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Every_number_of_an_answer_is_exact_to_the_tick(RateLimitAlgorithm algorithm, int seed)
    {
        var random = new Random(seed);
        var quota = Quotas.Any(random, algorithm);
        var bucket = Bucket.Full(quota, Start);
        var now = Start;

        for (var i = 0; i < 300; i++)
        {
            now += Step(random, quota);
            var cost = Cost(random, quota);
            var decision = bucket.Take(cost, now, 0);

            Assert.Equal(decision.Remaining, bucket.Look(1, now).Remaining);
            Assert.InRange(decision.Remaining, 0, quota.Burst);

            if (decision.Remaining > 0)
            {
                Assert.True(bucket.Look(decision.Remaining, now).IsAdmitted);
            }

            if (decision.Remaining < quota.Burst)
            {
                Assert.Equal(RateLimitOutcome.Refused, bucket.Look(decision.Remaining + 1, now).Outcome);
                AssertTurns(bucket, decision.NextAfter, now, (b, at) => b.Look(1, at).Remaining > decision.Remaining);
                AssertTurns(bucket, decision.ResetAfter, now, (b, at) => b.Look(1, at).Remaining == quota.Burst);
            }

            if (decision.Outcome == RateLimitOutcome.Refused)
            {
                AssertTurns(bucket, decision.RetryAfter, now, (b, at) => b.Look(cost, at).IsAdmitted);
            }
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Refusals_and_looks_take_nothing(RateLimitAlgorithm algorithm, int seed)
    {
        var random = new Random(seed);
        var quota = Quotas.Any(random, algorithm);
        var bothered = Bucket.Full(quota, Start);
        var calm = Bucket.Full(quota, Start);
        var now = Start;

        for (var i = 0; i < 300; i++)
        {
            now += Step(random, quota);
            var cost = Cost(random, quota);

            bothered.Look(Cost(random, quota), now);
            Assert.Equal(RateLimitOutcome.CostTooHigh, bothered.Take(quota.Burst + 1, now, 0).Outcome);
            if (bothered.Look(1, now).Remaining < quota.Burst)
            {
                Assert.Equal(RateLimitOutcome.Refused, bothered.Take(quota.Burst, now, 0).Outcome);
            }

            Assert.Equal(calm.Take(cost, now, 0), bothered.Take(cost, now, 0));
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_clock_that_steps_back_neither_drains_nor_refills(RateLimitAlgorithm algorithm, int seed)
    {
        var random = new Random(seed);
        var quota = Quotas.Any(random, algorithm);
        var bucket = Bucket.Full(quota, Start);
        var now = Start;

        for (var i = 0; i < 200; i++)
        {
            now += Step(random, quota);
            bucket.Take(Cost(random, quota), now, 0);
            var before = bucket.Look(1, now);

            Assert.Equal(before.Remaining, bucket.Look(1, now - random.NextInt64(1, Start)).Remaining);
            Assert.Equal(before, bucket.Look(1, now));
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_take_given_back_at_once_leaves_no_trace(RateLimitAlgorithm algorithm, int seed)
    {
        var random = new Random(seed);
        var quota = Quotas.Any(random, algorithm);
        var refunded = Bucket.Full(quota, Start);
        var calm = Bucket.Full(quota, Start);
        var now = Start;

        for (var i = 0; i < 300; i++)
        {
            now += Step(random, quota);
            var undone = refunded.Take(Cost(random, quota), now, 0);

            if (undone.IsAdmitted)
            {
                refunded.Refund(undone.Receipt, now);
            }

            var cost = Cost(random, quota);
            Assert.Equal(calm.Take(cost, now, 0), refunded.Take(cost, now, 0));
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_late_refund_never_leaves_more_than_if_nothing_had_been_taken(RateLimitAlgorithm algorithm, int seed)
    {
        var random = new Random(seed);
        var quota = Quotas.Any(random, algorithm);
        var now = Start;

        for (var i = 0; i < 300; i++)
        {
            // The window of a bucket under test begins in both at the same request, so that only the refund differs.
            var refunded = Bucket.Used(quota, 1, now);
            var calm = Bucket.Used(quota, 1, now);
            now += Step(random, quota) / 4;
            var undone = refunded.Take(Cost(random, quota), now, 0);

            for (var other = 0; other < random.Next(4); other++)
            {
                now += Step(random, quota) / 4;
                var cost = Cost(random, quota);

                // What the pending take kept out is not the refund's to make good; so only what fits in both.
                if (refunded.Look(cost, now).IsAdmitted)
                {
                    Assert.True(refunded.Take(cost, now, 0).IsAdmitted);
                    Assert.True(calm.Take(cost, now, 0).IsAdmitted);
                }
            }

            now += Step(random, quota) / 4;
            refunded.Refund(undone.Receipt, now);

            Assert.InRange(refunded.Look(1, now).Remaining, 0, calm.Look(1, now).Remaining);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_saved_bucket_comes_back_with_what_refilled_and_no_more(RateLimitAlgorithm algorithm, int seed)
    {
        var random = new Random(seed);
        var quota = Quotas.Any(random, algorithm);
        var bucket = Bucket.Full(quota, Start);
        var now = Start;

        for (var i = 0; i < 200; i++)
        {
            now += Step(random, quota);
            bucket.Take(Cost(random, quota), now, 0);
            var state = bucket.Save(now, DateTimeOffset.UnixEpoch);

            // The other process counts time from elsewhere.
            var elapsed = Step(random, quota);
            var shift = random.NextInt64(TimeSpan.TicksPerDay);
            var restored = Bucket.Restore(state, elapsed, now + elapsed + shift);
            now += elapsed;

            var expected = bucket.Look(1, now).Remaining;
            var actual = restored.Look(1, now + shift).Remaining;

            if (algorithm == RateLimitAlgorithm.SlidingWindow)
            {
                Assert.InRange(actual, 0, expected);
            }
            else
            {
                Assert.Equal(expected, actual);
            }
        }
    }

    private static bool Allowed(RateLimitQuota quota, Int128 sum, long span) => quota.Algorithm switch
    {
        RateLimitAlgorithm.Gcra => (sum - quota.Burst) * quota.Window <= (Int128)quota.Limit * span,
        RateLimitAlgorithm.FixedWindow => sum <= quota.Limit * (1 + (((Int128)span + quota.Window) / quota.Window)),
        RateLimitAlgorithm.SlidingWindow => span >= quota.Window || sum <= quota.Limit,
        _ => throw new ArgumentOutOfRangeException(nameof(quota)),
    };

    /// <summary>Whether <paramref name="holds"/> turns true exactly after <paramref name="wait"/>; the bucket is copied, for a look ages it.</summary>
    private static void AssertTurns(Bucket bucket, TimeSpan wait, long now, Func<Bucket, long, bool> holds)
    {
        Assert.True(wait > TimeSpan.Zero);
        Assert.False(holds(bucket.Copy(), now + wait.Ticks - 1));
        Assert.True(holds(bucket.Copy(), now + wait.Ticks));
    }

    private static int Cost(Random random, RateLimitQuota quota) =>
        random.Next(3) == 0 ? random.Next(1, quota.Burst + 1) : 1;

    private static long Step(Random random, RateLimitQuota quota) => random.Next(5) switch
    {
        0 => 0,
        1 => random.NextInt64(1 + (quota.Window / quota.Limit)),
        2 => random.NextInt64(1 + (quota.Window / 7)),
        3 => random.NextInt64(1 + quota.Window),
        _ => 1,
    };
}
