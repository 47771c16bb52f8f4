using System.Threading.Channels;
using Actors.Storage;

namespace Actors.Silo.Storage;

/// <summary>Something to do with the database, and someone who waits for it.</summary>
internal abstract class QueuedWork
{
    /// <summary>It is done, and durable where it was a write: answers the waiter.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception error);
}

/// <summary>Work that waits for the database: first come, first served, and no more than a bound.</summary>
internal sealed class WorkQueue<TWork>(int bound)
    where TWork : QueuedWork
{
    private readonly Channel<TWork> _channel = Channel.CreateBounded<TWork>(bound);
    private volatile State _state;

    private enum State
    {
        New,
        Open,
        Closed,
    }

    public int Count => _channel.Reader.Count;

    /// <summary>Refuses at once when the queue is full: who cannot be served soon should hear so while it still waits.</summary>
    public void Add(TWork work)
    {
        if (_state == State.New)
        {
            throw new InvalidOperationException("The store is not open yet.");
        }

        if (!_channel.Writer.TryWrite(work))
        {
            throw new StorageUnavailableException(
                _state == State.Closed ? "The store is closed." : $"{bound} operations wait for the store already.");
        }
    }

    /// <summary>Waits for work; false when there will be none again.</summary>
    public ValueTask<bool> WaitAsync() => _channel.Reader.WaitToReadAsync();

    public bool TryTake(out TWork work) => _channel.Reader.TryRead(out work!);

    /// <summary>Moves what waits into the batch, which is what shares one commit.</summary>
    public void TakeAll(List<TWork> batch, int most)
    {
        while (batch.Count < most && TryTake(out var work))
        {
            batch.Add(work);
        }
    }

    public void Open() => _state = State.Open;

    /// <summary>Takes no more; what waits is still served. True when there is someone to serve it.</summary>
    public bool Close()
    {
        var served = _state == State.Open;
        _state = State.Closed;
        _channel.Writer.TryComplete();
        return served;
    }
}
