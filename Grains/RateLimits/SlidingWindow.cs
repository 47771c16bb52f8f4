using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Actors.RateLimits;

/// <summary>Counts in sixtieths of a window, each forgotten when all of it is a window old.</summary>
/// <remarks>A log of every request would give back to the tick but cost memory in proportion to the limit; this gives back up to a sixtieth late, and never early.</remarks>
internal readonly struct SlidingWindow : IBucketRule<SlidingWindow>
{
    private const int SlotsInWindow = 60;

    // The window cuts the oldest slot in two, hence one more.
    private const int Held = SlotsInWindow + 1;

    private readonly long _newest;
    private readonly long _total;
    private readonly Counts _counts;

    private SlidingWindow(long newest, long total, Counts counts)
    {
        _newest = newest;
        _total = total;
        _counts = counts;
    }

    public static SlidingWindow Used(RateLimitQuota quota, long used, long now)
    {
        var counts = default(Counts);
        var newest = Slot(quota, now);
        counts[Index(newest)] = (int)Math.Min(used, int.MaxValue);
        return new SlidingWindow(newest, counts[Index(newest)], counts);
    }

    public static SlidingWindow Restore(RateLimitQuota quota, ReadOnlySpan<long> saved, long elapsed, long now)
    {
        // The slots of this process may be cut elsewhere than those of the one that saved, so each count goes one slot later: late, never early.
        var counts = default(Counts);
        var newest = Slot(quota, now - elapsed);
        var total = 0L;

        for (var age = 0; age < Math.Min(saved.Length, Held); age++)
        {
            var count = (int)Math.Clamp(saved[age], 0, quota.Burst);
            counts[Index(newest - Math.Max(0, age - 1))] += count;
            total += count;
        }

        return new SlidingWindow(newest, total, counts).At(quota, now);
    }

    public SlidingWindow At(RateLimitQuota quota, long now)
    {
        var newest = Slot(quota, now);

        if (newest < _newest)
        {
            return this;
        }

        var counts = _counts;
        var total = _total;
        var oldest = Slot(quota, now - quota.Window);

        // What falls off the ring is older than that, so its places are free for the new slots.
        for (var slot = _newest - Held + 1; slot < Math.Min(oldest, _newest + 1); slot++)
        {
            total -= counts[Index(slot)];
            counts[Index(slot)] = 0;
        }

        return total == 0 ? new SlidingWindow(newest, 0, default) : new SlidingWindow(newest, total, counts);
    }

    public SlidingWindow Take(RateLimitQuota quota, int cost)
    {
        var counts = _counts;
        counts[Index(_newest)] += cost;
        return new SlidingWindow(_newest, _total + cost, counts);
    }

    public SlidingWindow Refund(RateLimitQuota quota, int cost, long mark)
    {
        if (mark > _newest || mark <= _newest - Held)
        {
            return this;
        }

        var counts = _counts;
        var refund = Math.Min(cost, counts[Index(mark)]);
        counts[Index(mark)] -= refund;
        return new SlidingWindow(_newest, _total - refund, counts);
    }

    // The slots of the two windows do not fit into each other, so all that is used counts as used just now: late, never early. Where the
    // clock has stepped back, just now is where the newest slot begins.
    public SlidingWindow Under(RateLimitQuota quota, RateLimitQuota next, long now) =>
        quota.Window == next.Window ? this : Used(next, _total, Math.Max(now, _newest * Width(quota)));

    public long Mark(RateLimitQuota quota) => _newest;

    public int Remaining(RateLimitQuota quota) => (int)Math.Max(0, quota.Burst - _total);

    public long ReadyAt(RateLimitQuota quota, int cost)
    {
        var excess = _total + cost - quota.Burst;
        var slot = _newest - Held;

        if (excess <= 0)
        {
            return long.MinValue;
        }

        while (excess > 0 && slot < _newest)
        {
            slot++;
            excess -= _counts[Index(slot)];
        }

        return ((slot + 1) * Width(quota)) + quota.Window;
    }

    public ImmutableArray<long> Save(RateLimitQuota quota, long now)
    {
        var saved = ImmutableArray.CreateBuilder<long>(Held);

        for (var age = 0; age < Held; age++)
        {
            saved.Add(_counts[Index(_newest - age)]);
        }

        return saved.ToImmutable();
    }

    private static long Width(RateLimitQuota quota) => (quota.Window + SlotsInWindow - 1) / SlotsInWindow;

    private static long Slot(RateLimitQuota quota, long time)
    {
        var (slot, part) = Math.DivRem(time, Width(quota));
        return part < 0 ? slot - 1 : slot;
    }

    private static int Index(long slot)
    {
        var index = (int)(slot % Held);
        return index < 0 ? index + Held : index;
    }

    [InlineArray(Held)]
    private struct Counts
    {
        private int _first;
    }
}
