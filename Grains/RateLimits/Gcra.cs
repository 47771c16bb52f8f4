using System.Collections.Immutable;

namespace Actors.RateLimits;

/// <summary>The generic cell rate algorithm (ITU-T I.371) with a burst.</summary>
/// <remarks>
/// The theoretical arrival time is <c>SeenAt + Debt / Limit</c>. The debt is kept as a whole number, in requests times
/// window ticks: a request adds <c>Window</c>, a tick pays <c>Limit</c>, so a rate like 7 in 60 s never rounds.
/// </remarks>
internal readonly record struct Gcra(long SeenAt, Int128 Debt) : IBucketRule<Gcra>
{
    public static Gcra Used(RateLimitQuota quota, long used, long now) =>
        new(now, Capped(quota, (Int128)used * quota.Window));

    public static Gcra Restore(RateLimitQuota quota, ReadOnlySpan<long> saved, long elapsed, long now) =>
        new(now - elapsed, Capped(quota, ((Int128)saved[0] * quota.Window) + saved[1]));

    public Gcra At(RateLimitQuota quota, long now)
    {
        if (now <= SeenAt)
        {
            return this;
        }

        var paid = ((Int128)now - SeenAt) * quota.Limit;
        return new Gcra(now, paid < Debt ? Debt - paid : Int128.Zero);
    }

    public Gcra Take(RateLimitQuota quota, int cost) =>
        this with { Debt = Debt + ((Int128)cost * quota.Window) };

    public Gcra Refund(RateLimitQuota quota, int cost, long mark)
    {
        // Time past the theoretical arrival time of before would have refilled nothing without the take: it paid for part of the take.
        // That part is gone. Another take in between can only have left more to give back, so this is never too much.
        var idle = Int128.Max(Int128.Zero, (Int128)SeenAt - mark) * quota.Limit;
        var refund = Int128.Clamp(((Int128)cost * quota.Window) - idle, Int128.Zero, Debt);
        return this with { Debt = Debt - refund };
    }

    public Gcra Under(RateLimitQuota quota, RateLimitQuota next, long now)
    {
        // Requests used stay requests used, rounded against the caller by less than a tick.
        var scaled = ((Debt * next.Window) + quota.Window - 1) / quota.Window;
        return this with { Debt = Capped(next, scaled) };
    }

    public long Mark(RateLimitQuota quota) => Saturated(SeenAt + (Debt / quota.Limit));

    public int Remaining(RateLimitQuota quota) => (int)((Capacity(quota) - Debt) / quota.Window);

    public long ReadyAt(RateLimitQuota quota, int cost)
    {
        var excess = Debt + ((Int128)cost * quota.Window) - Capacity(quota);
        return excess <= 0 ? long.MinValue : Saturated(SeenAt + ((excess + quota.Limit - 1) / quota.Limit));
    }

    public ImmutableArray<long> Save(RateLimitQuota quota, long now) =>
        [(long)(Debt / quota.Window), (long)(Debt % quota.Window)];

    private static Int128 Capacity(RateLimitQuota quota) => (Int128)quota.Burst * quota.Window;

    private static Int128 Capped(RateLimitQuota quota, Int128 debt) => Int128.Clamp(debt, Int128.Zero, Capacity(quota));

    private static long Saturated(Int128 ticks) => (long)Int128.Min(ticks, long.MaxValue);
}
