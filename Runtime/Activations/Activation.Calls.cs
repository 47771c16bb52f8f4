using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>The calls that have started and await something: who waits too long, and who must be told when the silo is killed.</summary>
internal sealed partial class Activation
{
    private readonly List<Call> _awaiting = [];

    /// <summary>A call awaits something; called within a turn.</summary>
    public void Keep(Call call)
    {
        lock (_gate)
        {
            _awaiting.Add(call);
            if (!_isKilled)
            {
                return;
            }
        }

        call.Fail(SiloIsGone());
    }

    /// <summary>A call that awaited something has ended; called within a turn.</summary>
    public void Release(Call call)
    {
        lock (_gate)
        {
            _awaiting.Remove(call);
            Uncount(call);
            _lastUse = call.IsUse ? Silo.Clock.Milliseconds : _lastUse;
        }
    }

    private SiloUnavailableException SiloIsGone() => new($"The silo {Silo.SiloAddress} is gone.");

    /// <summary>A call or timer threw: if what it knew of the storage is wrong, this activation must not go on.</summary>
    public void OnFault(Exception exception)
    {
        if (exception is InconsistentStateException { WasHandled: false } inconsistent)
        {
            inconsistent.WasHandled = true;
            Deactivate(new(DeactivationReasonCode.ApplicationError, exception, "The stored state is not the one this activation knows."));
        }
    }

    /// <summary>Answers the calls that are overdue; answers whether any call is left to be watched.</summary>
    public bool TimeOutCalls()
    {
        List<Call>? overdue = null;
        bool isWatched;
        lock (_gate)
        {
            for (var call = _first; call is not null; call = call.Next)
            {
                Check(call);
            }

            foreach (var call in _awaiting)
            {
                Check(call);
            }

            if (_current is { } current)
            {
                Check(current);
            }

            isWatched = _isWatched = _first is not null || _current is not null || _awaiting.Count > 0;
        }

        overdue?.ForEach(call => call.TimeOut());
        return isWatched;

        void Check(Call call)
        {
            if (call.IsOverdue)
            {
                (overdue ??= []).Add(call);
            }
        }
    }
}
