using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>A timer of an activation. It is armed for one tick at a time, again when the tick has ended, so ticks never pile up.</summary>
internal sealed class GrainTimer<TState> : Call, IGrainTimer, IActivationTimer
{
    // What a timer of the system takes at most, almost 50 days.
    private static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(uint.MaxValue - 1L);

    private readonly CancellationTokenSource _disposed = new();
    private readonly Activation _activation;
    private readonly Func<TState, CancellationToken, Task> _callback;
    private readonly TState _state;
    private readonly bool _interleaves;
    private readonly bool _keepsAlive;
    private readonly ITimer _timer;
    private TimeSpan _period;
    private bool _isTicking;
    private TimeSpan? _next;

    public GrainTimer(Activation activation, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
        : base(activation)
    {
        _activation = activation;
        _callback = callback;
        _state = state;
        _interleaves = options.Interleave;
        _keepsAlive = options.KeepAlive;
        _timer = CreateTimer(activation.Silo.GrainTime);
        Deadline = int.MaxValue / 2;
    }

    public override bool IsUse => _keepsAlive;

    // A tick is no call that somebody awaits.
    public override bool IsOverdue => false;

    // No timer outlives its activation, and a tick that came too late must not make another.
    public override bool IsSentOn => false;

    private bool IsDisposed => _disposed.IsCancellationRequested;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, period);
        lock (_disposed)
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            _period = period;
            if (_isTicking)
            {
                _next = dueTime; // counts from the end of the tick
            }
            else
            {
                Arm(dueTime);
            }
        }
    }

    public void Stop() => _timer.Dispose();

    public void Dispose()
    {
        lock (_disposed)
        {
            if (IsDisposed)
            {
                return;
            }

            Stop();
        }

        try
        {
            _disposed.Cancel();
        }
        catch (AggregateException exception)
        {
            // What listens to the token is not of whoever ends the timer, which may be the end of the activation.
            _activation.Silo.Logger.LogError(exception, "What listens to a timer of {Grain} failed.", _activation.GrainId.Type);
        }

        _activation.Remove(this);
    }

    /// <summary>A period is first used when a tick has ended, and nobody could be told there any more that it is none.</summary>
    public static void Validate(TimeSpan dueTime, TimeSpan period)
    {
        if (!IsPossible(dueTime))
        {
            throw new ArgumentOutOfRangeException(nameof(dueTime));
        }

        if (!IsPossible(period))
        {
            throw new ArgumentOutOfRangeException(nameof(period));
        }
    }

    public override bool Interleaves(GrainClass grainClass) => _interleaves;

    public override void Fail(Exception exception)
    {
        // The activation went away before the tick could run.
    }

    public override bool Start(Activation activation)
    {
        if (IsDisposed)
        {
            return true;
        }

        Task tick;
        try
        {
            tick = _callback(_state, _disposed.Token);
        }
        catch (Exception exception)
        {
            tick = Task.FromException(exception);
        }

        // A callback may also give no task at all.
        if (tick is not { IsCompletedSuccessfully: false })
        {
            End();
            return true;
        }

        _ = AwaitAsync(tick);
        return false;
    }

    public override string ToString() => $"A timer of {_activation.GrainId}";

    /// <summary>It lives longer than the call that sets it, and must not hold what travels along with that.</summary>
    private ITimer CreateTimer(TimeProvider time)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Create();
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Create();
        }

        ITimer Create() =>
            time.CreateTimer(static timer => ((GrainTimer<TState>)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private async Task AwaitAsync(Task tick)
    {
        _activation.Keep(this);
        try
        {
            await tick;
        }
        catch (Exception exception)
        {
            if (!(exception is OperationCanceledException && IsDisposed))
            {
                _activation.Silo.Logger.LogError(exception, "A timer tick of {Grain} failed.", _activation.GrainId.Type);
            }

            _activation.OnFault(exception);
        }

        _activation.Release(this);
        End();
    }

    private void Fire()
    {
        lock (_disposed)
        {
            if (IsDisposed || _isTicking)
            {
                return;
            }

            _isTicking = true;
        }

        _activation.TryEnqueue(this);
    }

    private void End()
    {
        lock (_disposed)
        {
            _isTicking = false;
            if (!IsDisposed)
            {
                Arm(_next ?? _period);
                _next = null;
            }
        }
    }

    private static bool IsPossible(TimeSpan time) =>
        time == Timeout.InfiniteTimeSpan || (time >= TimeSpan.Zero && time <= MaxTime);

    private void Arm(TimeSpan time) => _timer.Change(time, Timeout.InfiniteTimeSpan);
}

/// <summary>What an activation must stop when it ends.</summary>
internal interface IActivationTimer : IDisposable
{
    /// <summary>Stops it without a word to the grain, as when the silo is killed.</summary>
    void Stop();
}
