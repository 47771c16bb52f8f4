using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

internal enum ActivationState
{
    /// <summary>In the directory; the first turn activates it.</summary>
    New,
    Activating,
    Active,
    Deactivating,
    Ended,
}

internal enum ActivationStep
{
    None,
    Begin,
    End,
}

/// <summary>How an activation begins and ends. Both are turns of its own mailbox.</summary>
internal sealed partial class Activation
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StatelessWorkers? _workers;
    private AsyncServiceScope? _scope;
    private ActivationState _state;
    private DeactivationReason _reason;
    private bool _isEnding;
    private bool _isKilled;
    private int _keptUntil;
    private bool _isKept;

    /// <summary>Whether it has been made and not begun to end: what statistics count.</summary>
    public bool IsAlive => _state is ActivationState.Activating or ActivationState.Active;

    /// <summary>Whether it has been asked to end, which it does before it takes another call.</summary>
    public bool IsEnding => _isEnding;

    private bool IsReadyToEnd =>
        _isEnding && _state is ActivationState.Active or ActivationState.New && _runningExclusive + _runningReadOnly + _runningInterleaved == 0;

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_isEnding || _state == ActivationState.Ended)
            {
                return;
            }

            _isEnding = true;
            _reason = deactivationReason;
            if (_isScheduled || !IsReadyToEnd)
            {
                return;
            }

            _isScheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void DelayDeactivation(TimeSpan time)
    {
        lock (_gate)
        {
            _isKept = time > TimeSpan.Zero || time == Timeout.InfiniteTimeSpan;
            _keptUntil = Silo.Clock.Milliseconds + Clock.ToMilliseconds(time);
        }
    }

    /// <summary>Deactivates it if it had no call for this long and nobody asked to keep it.</summary>
    public void CollectIfIdle(TimeSpan age)
    {
        lock (_gate)
        {
            var now = Silo.Clock.Milliseconds;
            var isIdle = _state == ActivationState.Active && Load == 0
                && now - _lastUse >= Clock.ToMilliseconds(age) && !(_isKept && now - _keptUntil < 0);
            if (!isIdle)
            {
                return;
            }
        }

        Deactivate(new(DeactivationReasonCode.ActivationIdle, $"No call for {age}."));
    }

    /// <summary>Ends it as a crash of its silo would: no code of the grain runs any more, and its callers learn that the silo is gone.</summary>
    public void Kill()
    {
        List<Call> lost;
        Silo.Cluster.Forget(this, _workers);
        lock (_gate)
        {
            if (_state == ActivationState.Ended)
            {
                return;
            }

            _state = ActivationState.Ended;
            _isKilled = true;
            _turns.Clear();
            lost = [.. TakeWaiting(), .. _awaiting];
        }

        StopTimers();
        lost.ForEach(call => call.Fail(SiloIsGone()));
        _ended.TrySetResult();
    }

    private ActivationStep NextStep()
    {
        if (IsReadyToEnd)
        {
            _state = ActivationState.Deactivating;
            return ActivationStep.End;
        }

        if (_state == ActivationState.New)
        {
            _state = ActivationState.Activating;
            return ActivationStep.Begin;
        }

        return ActivationStep.None;
    }

    private void Take(ActivationStep step) => _ = step == ActivationStep.Begin ? BeginAsync() : EndAsync();

    private async Task BeginAsync()
    {
        try
        {
            _first?.Sender.EnterContext();
            using var timeout = new CancellationTokenSource(Silo.Collection.ActivationTimeout, Silo.ManagementTime);
            _scope = Silo.Services.CreateAsyncScope();
            GrainInstance = Class.CreateInstance(this);
            (GrainInstance as ILifecycleParticipant<IGrainLifecycle>)?.Participate(Lifecycle);
            if (_lifecycle is { } lifecycle)
            {
                // A storage need not look at the token.
                await lifecycle.StartAsync(timeout.Token).WaitAsync(timeout.Token);
            }

            await ((IGrainBase)GrainInstance).OnActivateAsync(timeout.Token).WaitAsync(timeout.Token);
            lock (_gate)
            {
                _state = _state == ActivationState.Activating ? ActivationState.Active : _state;
            }
        }
        catch (Exception exception)
        {
            // A key may be an address, which is personal, and the log is kept longer than an account: in all such lines the type stands for the grain.
            Silo.Logger.LogWarning(exception, "{Grain} could not be activated.", GrainId.Type);
            await FinishAsync(exception);
        }
    }

    private async Task EndAsync()
    {
        DisposeTimers();
        if (GrainInstance is IGrainBase grain)
        {
            using var timeout = new CancellationTokenSource(Silo.Collection.DeactivationTimeout, Silo.ManagementTime);
            try
            {
                await grain.OnDeactivateAsync(_reason, timeout.Token).WaitAsync(timeout.Token);
                if (_lifecycle is { } lifecycle)
                {
                    await lifecycle.StopAsync(Silo.Logger, timeout.Token).WaitAsync(timeout.Token);
                }
            }
            catch (Exception exception)
            {
                Silo.Logger.LogWarning(exception, "{Grain} failed to deactivate; it is dropped.", GrainId.Type);
            }
        }

        await FinishAsync(null);
    }

    /// <summary>Leaves the directory. Who waits is told of the failure, or sent on to the next activation.</summary>
    private async Task FinishAsync(Exception? failure)
    {
        DisposeTimers();
        try
        {
            await ((GrainInstance as IAsyncDisposable)?.DisposeAsync() ?? default);
            (GrainInstance as IDisposable)?.Dispose();
            if (_scope is { } scope)
            {
                await scope.DisposeAsync();
            }
        }
        catch (Exception exception)
        {
            Silo.Logger.LogWarning(exception, "{Grain} failed to dispose.", GrainId.Type);
        }

        Silo.Cluster.Forget(this, _workers);
        List<Call> waiting;
        lock (_gate)
        {
            _state = ActivationState.Ended;
            waiting = TakeWaiting();
        }

        foreach (var call in waiting.Where(call => call is { IsAnswered: false, IsSentOn: true }))
        {
            if (failure is null)
            {
                Silo.Cluster.Deliver(GrainId, call);
            }
            else
            {
                call.Fail(failure);
            }
        }

        _ended.TrySetResult();
    }

    private List<Call> TakeWaiting()
    {
        var waiting = new List<Call>();
        for (var call = _first; call is not null;)
        {
            var next = call.Next;
            call.Next = null;
            waiting.Add(call);
            call = next;
        }

        (_first, _last, _waiting, _waitingInterleavers, _waitingReadOnly) = (null, null, 0, 0, 0);
        return waiting;
    }
}
