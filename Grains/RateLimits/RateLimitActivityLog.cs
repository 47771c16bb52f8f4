using System.Collections.Immutable;

namespace Actors.RateLimits;

/// <summary>What the buckets of this silo counted since it was last told on; buckets add to it about once a second, not at each request.</summary>
internal sealed class RateLimitActivityLog
{
    // More buckets than a silo can bring up between two reports; over that, news of new ones is dropped.
    private const int Capacity = 65_536;

    private readonly Lock _lock = new();
    private Dictionary<string, (long Admitted, long Refused)> _counts = [];

    public void Add(string bucket, long admitted, long refused)
    {
        lock (_lock)
        {
            var known = _counts.TryGetValue(bucket, out var sum);

            if (known || _counts.Count < Capacity)
            {
                _counts[bucket] = (sum.Admitted + admitted, sum.Refused + refused);
            }
        }
    }

    /// <summary>All of it by policy; from here on it counts anew.</summary>
    public ImmutableDictionary<string, ImmutableArray<RateLimitActivity>> Drain()
    {
        Dictionary<string, (long Admitted, long Refused)> counts;

        lock (_lock)
        {
            (counts, _counts) = (_counts, []);
        }

        var split =
            from count in counts
            let key = GrainKeys.SplitRateLimit(count.Key)
            select (key.Policy, Activity: new RateLimitActivity(key.Subject, count.Value.Admitted, count.Value.Refused));

        return split.GroupBy(s => s.Policy).ToImmutableDictionary(g => g.Key, g => g.Select(s => s.Activity).ToImmutableArray());
    }
}
