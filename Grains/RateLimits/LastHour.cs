using System.Collections.Immutable;

namespace Actors.RateLimits;

/// <summary>The heaviest keys of the last hour: a sketch for each five minutes, the oldest forgotten whole.</summary>
internal sealed class LastHour
{
    private const int Sketches = 12;
    private const int Capacity = 128;

    private static readonly long Span = TimeSpan.FromMinutes(5).Ticks;

    private readonly Queue<(long Number, SpaceSaving Sketch)> _sketches = new();

    public void Add(string key, long weight, long now)
    {
        Forget(now);
        var number = now / Span;

        if (_sketches.Count == 0 || _sketches.Last().Number < number)
        {
            _sketches.Enqueue((number, new SpaceSaving(Capacity)));
        }

        _sketches.Last().Sketch.Add(key, weight);
    }

    public ImmutableArray<RateLimitRank> Top(int count, long now)
    {
        Forget(now);

        var keys = _sketches.SelectMany(s => s.Sketch.Entries).Select(entry => entry.Subject).Distinct();

        return
        [
            .. keys.Select(Sum)
                .OrderByDescending(rank => rank.Count)
                .ThenBy(rank => rank.Subject, StringComparer.Ordinal)
                .Take(count),
        ];
    }

    private RateLimitRank Sum(string key)
    {
        var (count, error) = (0L, 0L);

        foreach (var (_, sketch) in _sketches)
        {
            // Where the sketch does not hold it, the key may still have weighed as much as the lightest that it holds.
            var rank = sketch.Find(key) ?? new RateLimitRank(key, sketch.Floor, sketch.Floor);
            count += rank.Count;
            error += rank.Error;
        }

        return new RateLimitRank(key, count, error);
    }

    private void Forget(long now)
    {
        while (_sketches.TryPeek(out var oldest) && oldest.Number <= (now / Span) - Sketches)
        {
            _sketches.Dequeue();
        }
    }
}
