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
/// <remarks>Served by threads that sleep while there is none, each woken for work of its own, or by one that awaits it.</remarks>
internal sealed class WorkQueue<TWork>(int bound)
    where TWork : QueuedWork
{
    private readonly Queue<TWork> _work = [];
    private TaskCompletionSource? _awaited;
    private State _state;

    private enum State
    {
        New,
        Open,
        Closed,
    }

    public int Count
    {
        get
        {
            lock (_work)
            {
                return _work.Count;
            }
        }
    }

    /// <summary>Refuses at once when the queue is full: who cannot be served soon should hear so while it still waits.</summary>
    public void Add(TWork work)
    {
        TaskCompletionSource? awaited;

        lock (_work)
        {
            if (_state == State.New)
            {
                throw new InvalidOperationException("The store is not open yet.");
            }

            if (_state == State.Closed || _work.Count == bound)
            {
                throw new StorageUnavailableException(
                    _state == State.Closed ? "The store is closed." : $"{bound} operations wait for the store already.");
            }

            _work.Enqueue(work);
            Monitor.Pulse(_work);
            awaited = TakeAwaited();
        }

        awaited?.SetResult();
    }

    /// <summary>Sleeps until there is work; false when there will be none again.</summary>
    public bool Wait()
    {
        lock (_work)
        {
            while (_work.Count == 0 && _state != State.Closed)
            {
                Monitor.Wait(_work);
            }

            return _work.Count > 0;
        }
    }

    /// <summary>The same for the one who does not sleep.</summary>
    public async ValueTask<bool> WaitAsync()
    {
        while (true)
        {
            Task awaited;

            lock (_work)
            {
                if (_work.Count > 0 || _state == State.Closed)
                {
                    return _work.Count > 0;
                }

                _awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                awaited = _awaited.Task;
            }

            await awaited;
        }
    }

    public bool TryTake(out TWork work)
    {
        lock (_work)
        {
            return _work.TryDequeue(out work!);
        }
    }

    /// <summary>Moves what waits into the batch, which is what shares one commit.</summary>
    public void TakeAll(List<TWork> batch, int most)
    {
        lock (_work)
        {
            while (batch.Count < most && _work.TryDequeue(out var work))
            {
                batch.Add(work);
            }
        }
    }

    public void Open()
    {
        lock (_work)
        {
            _state = State.Open;
        }
    }

    /// <summary>Takes no more; what waits is still served. True when there is someone to serve it.</summary>
    public bool Close()
    {
        bool isServed;
        TaskCompletionSource? awaited;

        lock (_work)
        {
            isServed = _state == State.Open;
            _state = State.Closed;
            Monitor.PulseAll(_work);
            awaited = TakeAwaited();
        }

        awaited?.SetResult();
        return isServed;
    }

    private TaskCompletionSource? TakeAwaited()
    {
        var awaited = _awaited;
        _awaited = null;
        return awaited;
    }
}
