namespace Actors.RateLimits;

/// <summary>A bucket under the numbers now in force, whatever its algorithm.</summary>
internal abstract class Bucket
{
    public abstract RateLimitQuota Quota { get; }

    public static Bucket Full(RateLimitQuota quota, long now) => Used(quota, 0, now);

    public static Bucket Used(RateLimitQuota quota, long used, long now) => quota.Algorithm switch
    {
        RateLimitAlgorithm.Gcra => new Bucket<Gcra>(quota, Gcra.Used(quota, used, now)),
        RateLimitAlgorithm.FixedWindow => new Bucket<FixedWindow>(quota, FixedWindow.Used(quota, used, now)),
        RateLimitAlgorithm.SlidingWindow => new Bucket<SlidingWindow>(quota, SlidingWindow.Used(quota, used, now)),
        _ => throw new ArgumentOutOfRangeException(nameof(quota), quota.Algorithm, "Not an algorithm."),
    };

    /// <summary>The bucket that was saved, <paramref name="elapsed"/> ticks later.</summary>
    public static Bucket Restore(RateLimitState state, long elapsed, long now)
    {
        var quota = state.Quota!;
        var saved = state.Values.AsSpan();

        return quota.Algorithm switch
        {
            RateLimitAlgorithm.Gcra => new Bucket<Gcra>(quota, Gcra.Restore(quota, saved, elapsed, now)),
            RateLimitAlgorithm.FixedWindow => new Bucket<FixedWindow>(quota, FixedWindow.Restore(quota, saved, elapsed, now)),
            RateLimitAlgorithm.SlidingWindow => new Bucket<SlidingWindow>(quota, SlidingWindow.Restore(quota, saved, elapsed, now)),
            _ => throw new InvalidOperationException($"Unknown algorithm '{quota.Algorithm}' in a stored bucket."),
        };
    }

    /// <summary>Takes the cost if it fits. A refusal changes nothing.</summary>
    public abstract RateLimitDecision Take(int cost, long now, long activation);

    /// <summary>The answer of <see cref="Take"/> without taking.</summary>
    public abstract RateLimitDecision Look(int cost, long now);

    public abstract void Refund(RateLimitReceipt receipt, long now);

    /// <summary>This bucket under other numbers, with as many requests used.</summary>
    public abstract Bucket Under(RateLimitQuota next, long now);

    /// <summary>How long until nothing is used any more; zero when that is so.</summary>
    public abstract TimeSpan UntilFull(long now);

    public abstract Bucket Copy();

    public abstract RateLimitState Save(long now, DateTimeOffset utcNow);
}

/// <inheritdoc/>
internal sealed class Bucket<TRule>(RateLimitQuota quota, TRule rule) : Bucket
    where TRule : struct, IBucketRule<TRule>
{
    private RateLimitQuota _quota = quota;
    private TRule _rule = rule;

    public override RateLimitQuota Quota => _quota;

    public override RateLimitDecision Take(int cost, long now, long activation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cost, 1);

        _rule = _rule.At(_quota, now);

        if (Refusal(cost) is { } outcome)
        {
            return Answer(outcome, cost, now, default);
        }

        var receipt = new RateLimitReceipt(activation, _rule.Mark(_quota), cost);
        _rule = _rule.Take(_quota, cost);
        return Answer(RateLimitOutcome.Admitted, cost, now, receipt);
    }

    public override RateLimitDecision Look(int cost, long now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cost, 1);

        _rule = _rule.At(_quota, now);
        return Answer(Refusal(cost) ?? RateLimitOutcome.Admitted, cost, now, default);
    }

    public override void Refund(RateLimitReceipt receipt, long now) =>
        _rule = _rule.At(_quota, now).Refund(_quota, receipt.Cost, receipt.Mark);

    public override Bucket Under(RateLimitQuota next, long now)
    {
        _rule = _rule.At(_quota, now);

        if (next.Algorithm != _quota.Algorithm)
        {
            return Used(next, _quota.Burst - _rule.Remaining(_quota), now);
        }

        if (!next.CountsLike(_quota))
        {
            _rule = _rule.Under(_quota, next, now);
        }

        _quota = next;
        return this;
    }

    public override TimeSpan UntilFull(long now)
    {
        _rule = _rule.At(_quota, now);
        return Until(_rule.ReadyAt(_quota, _quota.Burst), now);
    }

    public override Bucket Copy() => new Bucket<TRule>(_quota, _rule);

    public override RateLimitState Save(long now, DateTimeOffset utcNow)
    {
        _rule = _rule.At(_quota, now);
        return new RateLimitState { Quota = _quota, SavedAt = utcNow, Values = _rule.Save(_quota, now) };
    }

    private RateLimitOutcome? Refusal(int cost) =>
        cost > _quota.Burst ? RateLimitOutcome.CostTooHigh
        : _rule.ReadyAt(_quota, cost) > long.MinValue ? RateLimitOutcome.Refused
        : null;

    private RateLimitDecision Answer(RateLimitOutcome outcome, int cost, long now, RateLimitReceipt receipt)
    {
        var remaining = _rule.Remaining(_quota);

        return new RateLimitDecision(
            outcome,
            _quota.Burst,
            remaining,
            remaining < _quota.Burst ? Until(_rule.ReadyAt(_quota, remaining + 1), now) : TimeSpan.Zero,
            Until(_rule.ReadyAt(_quota, _quota.Burst), now),
            outcome == RateLimitOutcome.Refused ? Until(_rule.ReadyAt(_quota, cost), now) : TimeSpan.Zero,
            receipt);
    }

    private static TimeSpan Until(long moment, long now) =>
        moment <= now ? TimeSpan.Zero : TimeSpan.FromTicks(moment - now);
}
