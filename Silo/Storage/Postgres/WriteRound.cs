namespace Actors.Silo.Storage.Postgres;

/// <summary>Puts batches together in which no row comes twice: a statement that changes many rows can change each of them only once.</summary>
internal sealed class WriteRound(int maxBatch)
{
    private readonly HashSet<StateKey> _keys = [];
    private List<PendingWrite> _left = [];

    /// <summary>True when writes wait here because the last batch had their rows in it already.</summary>
    public bool HasLeft => _left.Count > 0;

    /// <summary>The writes of one row keep their order: what is left over goes first.</summary>
    public List<PendingWrite> Next(WorkQueue<PendingWrite> queue)
    {
        _keys.Clear();
        var batch = new List<PendingWrite>();
        var left = new List<PendingWrite>();

        foreach (var write in _left)
        {
            (_keys.Add(write.Write.Key) ? batch : left).Add(write);
        }

        while (batch.Count < maxBatch && left.Count < maxBatch && queue.TryTake(out var write))
        {
            (_keys.Add(write.Write.Key) ? batch : left).Add(write);
        }

        _left = left;
        // Everybody locks rows in the same order, so that two silos never wait for each other.
        batch.Sort((a, b) => Compare(a.Write.Key, b.Write.Key));
        return batch;
    }

    private static int Compare(StateKey a, StateKey b)
    {
        var order = string.CompareOrdinal(a.GrainType, b.GrainType);
        order = order != 0 ? order : string.CompareOrdinal(a.GrainKey, b.GrainKey);
        return order != 0 ? order : string.CompareOrdinal(a.StateName, b.StateName);
    }
}
