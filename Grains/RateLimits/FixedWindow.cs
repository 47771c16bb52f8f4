using System.Collections.Immutable;

namespace Actors.RateLimits;

/// <summary>A count that starts over one window after its first request.</summary>
/// <param name="Start">When the window began; while nothing is used, the last moment seen.</param>
/// <param name="Count">What was taken in it; over the limit after the limit was lowered.</param>
internal readonly record struct FixedWindow(long Start, long Count) : IBucketRule<FixedWindow>
{
    public static FixedWindow Used(RateLimitQuota quota, long used, long now) => new(now, used);

    public static FixedWindow Restore(RateLimitQuota quota, ReadOnlySpan<long> saved, long elapsed, long now) =>
        new(now - elapsed - Math.Clamp(saved[1], 0, quota.Window), Math.Max(0, saved[0]));

    public FixedWindow At(RateLimitQuota quota, long now) =>
        now > Start && (Count == 0 || now - Start >= quota.Window) ? new FixedWindow(now, 0) : this;

    public FixedWindow Take(RateLimitQuota quota, int cost) => this with { Count = Count + cost };

    public FixedWindow Refund(RateLimitQuota quota, int cost, long mark) =>
        Start == mark ? this with { Count = Math.Max(0, Count - cost) } : this;

    public FixedWindow Under(RateLimitQuota quota, RateLimitQuota next, long now) => this;

    public long Mark(RateLimitQuota quota) => Start;

    public int Remaining(RateLimitQuota quota) => (int)Math.Max(0, quota.Burst - Count);

    public long ReadyAt(RateLimitQuota quota, int cost) =>
        Count + cost <= quota.Burst ? long.MinValue : Start + quota.Window;

    public ImmutableArray<long> Save(RateLimitQuota quota, long now) => [Count, now - Start];
}
