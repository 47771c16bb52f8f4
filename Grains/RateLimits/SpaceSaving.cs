namespace Actors.RateLimits;

/// <summary>The heaviest keys of a stream in bounded memory (Metwally, Agrawal, El Abbadi: the Space-Saving algorithm).</summary>
/// <remarks>A count is never too low, and too high by at most its error, which is at most the total weight divided by the capacity.</remarks>
internal sealed class SpaceSaving(int capacity)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    // A heap: no entry is lighter than the one at half its place.
    private readonly List<Entry> _heap = [];

    /// <summary>What a key that is not held may weigh at most.</summary>
    public long Floor => _heap.Count < capacity ? 0 : _heap[0].Count;

    public IEnumerable<RateLimitRank> Entries => _heap.Select(entry => new RateLimitRank(entry.Key, entry.Count, entry.Error));

    public RateLimitRank? Find(string key) =>
        _places.TryGetValue(key, out var place) ? new RateLimitRank(key, _heap[place].Count, _heap[place].Error) : null;

    public void Add(string key, long weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);

        if (_places.TryGetValue(key, out var place))
        {
            _heap[place] = _heap[place] with { Count = _heap[place].Count + weight };
            Sink(place);
        }
        else if (_heap.Count < capacity)
        {
            _heap.Add(default);
            Rise(_heap.Count - 1, new Entry(key, weight, 0));
        }
        else
        {
            var lightest = _heap[0];
            _places.Remove(lightest.Key);
            Put(0, new Entry(key, lightest.Count + weight, lightest.Count));
            Sink(0);
        }
    }

    private void Rise(int place, Entry entry)
    {
        while (place > 0 && _heap[(place - 1) / 2] is var parent && parent.Count > entry.Count)
        {
            Put(place, parent);
            place = (place - 1) / 2;
        }

        Put(place, entry);
    }

    private void Sink(int place)
    {
        var entry = _heap[place];

        for (var child = (2 * place) + 1; child < _heap.Count; child = (2 * place) + 1)
        {
            if (child + 1 < _heap.Count && _heap[child + 1].Count < _heap[child].Count)
            {
                child++;
            }

            if (_heap[child].Count >= entry.Count)
            {
                break;
            }

            Put(place, _heap[child]);
            place = child;
        }

        Put(place, entry);
    }

    private void Put(int place, Entry entry)
    {
        _heap[place] = entry;
        _places[entry.Key] = place;
    }

    private readonly record struct Entry(string Key, long Count, long Error);
}
