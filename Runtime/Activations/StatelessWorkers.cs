namespace Orleans.Runtime;

/// <summary>The activations of one stateless worker on one silo. A call goes to an idle one, to a new one while there may be more, or to the least loaded.</summary>
internal sealed class StatelessWorkers(GrainId grainId, GrainClass grainClass, LocalSilo silo)
{
    private readonly Lock _gate = new();
    private Activation[] _workers = [];

    public Activation[] All => Volatile.Read(ref _workers);

    public bool TryEnqueue(Call call) => Choose().TryEnqueue(call);

    public void Remove(Activation activation)
    {
        lock (_gate)
        {
            Volatile.Write(ref _workers, [.. _workers.Where(w => w != activation)]);
        }
    }

    private Activation Choose()
    {
        lock (_gate)
        {
            var best = _workers.MinBy(w => w.Load);
            if (best is not null && (best.Load == 0 || _workers.Length >= grainClass.MaxLocalWorkers))
            {
                return best;
            }

            var added = new Activation(grainId, grainClass, silo, this);
            Volatile.Write(ref _workers, [.. _workers, added]);
            return added;
        }
    }
}
