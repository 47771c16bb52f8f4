namespace Orleans.Runtime;

/// <summary>
/// The mailbox. It holds calls, which wait until the running call lets them in, and turns, which are continuations of
/// calls that run already. Whoever adds something to an idle mailbox puts it on the thread pool; there it runs turns
/// until it is empty or has used its share, and then goes to the back of the pool's queue, so that a hot grain starves no other.
/// A call from outside of grains that finds the mailbox idle runs at once on its caller's thread (<c>Here</c>).
/// </summary>
internal sealed partial class Activation
{
    private const int TurnsPerShare = 32;

    private readonly Lock _gate = new();
    private readonly Queue<Task> _turns = new(0);
    private Call? _first;
    private Call? _last;
    private Call? _current;
    private int _waiting;
    private int _waitingInterleavers;
    private int _waitingReadOnly;
    private int _runningExclusive;
    private int _runningReadOnly;
    private int _runningInterleaved;
    private bool _isScheduled;
    private bool _isWatched;
    private int _lastUse;
    private int _share;

    /// <summary>How many calls wait or run; a glance, for choosing among workers, which may count one twice that starts meanwhile.</summary>
    public int Load => _waiting + _runningExclusive + _runningReadOnly + _runningInterleaved;

    /// <summary>Takes a call, unless this activation has ended or its silo takes no calls from outside any more.</summary>
    public bool TryEnqueue(Call call)
    {
        var interleaves = call.Interleaves(Class);
        bool isHere;
        lock (_gate)
        {
            if (_state == ActivationState.Ended || (Silo.RefusesOutsideCalls && call.Sender.Source is null && call.IsUse))
            {
                return false;
            }

            Append(call, interleaves);
            if (!_isWatched)
            {
                _isWatched = true;
                Silo.Cluster.WatchCalls(this);
            }

            if (_isScheduled || !HasWork())
            {
                return true;
            }

            _isScheduled = true;
            isHere = _state == ActivationState.Active && !_isEnding && MayRunHere(call);
        }

        if (isHere)
        {
            RunHere();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return true;
    }

    public void EnqueueTurn(Task turn)
    {
        lock (_gate)
        {
            if (_isKilled)
            {
                return;
            }

            _turns.Enqueue(turn);
            if (_isScheduled)
            {
                return;
            }

            _isScheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        _plainContext ??= ExecutionContext.Capture();
        _share = TurnsPerShare;
        RunShare();
    }

    private void RunShare()
    {
        RuntimeContext.Activation = this;
        try
        {
            _scheduler.Run();
        }
        finally
        {
            RuntimeContext.Activation = null;
        }
    }

    /// <summary>Called by the scheduler, on its thread: runs turns until none is left or the share is used.</summary>
    public void RunTurns()
    {
        var context = ExecutionContext.Capture();
        Call? ended = null;

        for (var i = _share; i > 0; i--)
        {
            Task? turn;
            Call? call = null;
            var step = ActivationStep.None;
            lock (_gate)
            {
                if (ended is not null)
                {
                    Uncount(ended);
                    ended = null;
                }

                _current = null;
                if (!_turns.TryDequeue(out turn) && (step = NextStep()) == ActivationStep.None && (call = TakeCall()) is null)
                {
                    _isScheduled = false;
                    return;
                }
            }

            if (turn is not null)
            {
                _scheduler.Execute(turn);
            }
            else if (call is null)
            {
                Take(step);
            }
            else if (call.Start(this))
            {
                ended = call;
            }

            // A method that is not async may have left values behind.
            if (ExecutionContext.Capture() != context)
            {
                ExecutionContext.Restore(context!);
            }
        }

        if (ended is not null)
        {
            lock (_gate)
            {
                Uncount(ended);
                _current = null;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private bool HasWork() => _turns.Count > 0 || _state is ActivationState.New || IsReadyToEnd || (_state is ActivationState.Active && FindCall(out _) is not null);

    private Call? TakeCall()
    {
        while (_state == ActivationState.Active && !_isEnding && FindCall(out var previous) is { } call)
        {
            Remove(call, previous);
            if (call.IsAnswered)
            {
                continue; // timed out or cancelled while it waited
            }

            if (call.IsUse)
            {
                _lastUse = Silo.Clock.Milliseconds;
            }

            Count(call);
            _current = call;
            return call;
        }

        return null;
    }

    /// <summary>The first call that may start now, and the one before it.</summary>
    private Call? FindCall(out Call? previous)
    {
        previous = null;
        if (_runningExclusive == 0 && _runningReadOnly == 0)
        {
            return _first;
        }

        if (_waitingInterleavers == 0 && (_waitingReadOnly == 0 || _runningExclusive > 0))
        {
            return null;
        }

        for (var call = _first; call is not null; previous = call, call = call.Next)
        {
            if (call.RunsBeside || (call.IsReadOnly && _runningExclusive == 0))
            {
                return call;
            }
        }

        return null;
    }

    private void Append(Call call, bool interleaves)
    {
        call.RunsBeside = interleaves;
        _waiting++;
        _waitingInterleavers += interleaves ? 1 : 0;
        _waitingReadOnly += call.IsReadOnly ? 1 : 0;
        if (_last is null)
        {
            _first = call;
        }
        else
        {
            _last.Next = call;
        }

        _last = call;
    }

    private void Remove(Call call, Call? previous)
    {
        _waiting--;
        _waitingInterleavers -= call.RunsBeside ? 1 : 0;
        _waitingReadOnly -= call.IsReadOnly ? 1 : 0;
        if (previous is null)
        {
            _first = call.Next;
        }
        else
        {
            previous.Next = call.Next;
        }

        if (ReferenceEquals(_last, call))
        {
            _last = previous;
        }

        call.Next = null;
    }

    private void Count(Call call) => CounterOf(call)++;

    private void Uncount(Call call) => CounterOf(call)--;

    private ref int CounterOf(Call call)
    {
        if (call.RunsBeside)
        {
            return ref _runningInterleaved;
        }

        return ref call.IsReadOnly ? ref _runningReadOnly : ref _runningExclusive;
    }
}
