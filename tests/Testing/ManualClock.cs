namespace Actors.Testing;

/// <summary>A clock that stands still until it is moved. Timers fire while it moves, in the order of their due times.</summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private TaskCompletionSource _timerSet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _setBackBy;
    private DateTimeOffset _now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return (_now + _setBackBy).Ticks;
        }
    }

    /// <summary>Somebody sets the clock back; the time that has passed stays passed. Timers fire as much later.</summary>
    public void SetBack(TimeSpan by)
    {
        lock (_lock)
        {
            _now -= by;
            _setBackBy += by;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The timers that there are now are not the test's: they fire as others do, but it neither steps to them nor waits for them.</summary>
    /// <remarks>Orleans sets such timers on the clock of the grains when a silo starts; the embedded engine has none.</remarks>
    public void LeaveOutTimersSoFar()
    {
        lock (_lock)
        {
            _timers.ForEach(timer => timer.Counts = false);
        }
    }

    /// <summary>When the next timer fires; null when none is set.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_lock)
            {
                return Counted().Select(timer => (DateTimeOffset?)timer.Due).Min();
            }
        }
    }

    /// <summary>How many timers are set.</summary>
    public int TimersSet
    {
        get
        {
            lock (_lock)
            {
                return Counted().Count();
            }
        }
    }

    /// <summary>Moves on. What fires more than a thousand times on the way fires at its first and its last time only, as after a sleep of the machine.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;

        while (TakeDue(end, shortest: by / 1000) is { } timer)
        {
            timer.Fire();
        }

        lock (_lock)
        {
            _now = end;
        }
    }

    /// <summary>Ends when a timer is set next.</summary>
    public Task TimerSetAsync()
    {
        lock (_lock)
        {
            return _timerSet.Task.WaitAsync(Eventually.Patience);
        }
    }

    /// <summary>Ends when there is a timer that fires in this time, or several, whatever others are set meanwhile.</summary>
    public async Task TimerSetAsync(TimeSpan dueIn, int timers = 1)
    {
        while (true)
        {
            Task set;

            lock (_lock)
            {
                if (Counted().Count(timer => timer.Due - _now == dueIn) >= timers)
                {
                    return;
                }

                set = _timerSet.Task;
            }

            await set.WaitAsync(Eventually.Patience);
        }
    }

    /// <summary>Moves to the timer that is due next, and waits until what it sets off has set a timer again.</summary>
    public async Task StepAsync()
    {
        Task set;
        TimeSpan wait;

        lock (_lock)
        {
            set = _timerSet.Task;
            wait = Counted().Min(timer => timer.Due) - _now;
        }

        Advance(wait);
        await set.WaitAsync(Eventually.Patience);
    }

    /// <summary>Moves on as for a machine that slept: what was due meanwhile fires at the end, and reads the time of the end.</summary>
    public void Sleep(TimeSpan time)
    {
        Set(GetUtcNow() + time);
        Advance(TimeSpan.Zero);
    }

    /// <summary>Sets the clock, also back; no timer fires.</summary>
    public void Set(DateTimeOffset now)
    {
        lock (_lock)
        {
            _now = now;
        }
    }

    private IEnumerable<ManualTimer> Counted() => _timers.Where(timer => timer.Counts);

    /// <summary>The timer that fires next, set again for its period: whoever changes or disposes of it from here on has the last word.</summary>
    private ManualTimer? TakeDue(DateTimeOffset end, TimeSpan shortest)
    {
        lock (_lock)
        {
            var next = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);

            if (next is not null && next.Due > _now)
            {
                _now = next.Due;
            }

            next?.SetAgain(end, shortest);
            return next;
        }
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private bool _isDisposed;

        public DateTimeOffset Due { get; private set; }

        public bool Counts { get; set; } = true;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                if (_isDisposed)
                {
                    return false;
                }

                clock._timers.Remove(this);

                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    _period = period;
                    Due = clock._now + dueTime;
                    clock._timers.Add(this);

                    if (Counts)
                    {
                        clock._timerSet.SetResult();
                        clock._timerSet = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    }
                }

                return true;
            }
        }

        public void Fire() => callback(state);

        public void SetAgain(DateTimeOffset end, TimeSpan shortest)
        {
            var skipped = _period > TimeSpan.Zero && _period < shortest ? Math.Max(1, (end - Due).Ticks / _period.Ticks) : 1;
            Change(_period > TimeSpan.Zero ? _period * skipped : Timeout.InfiniteTimeSpan, _period);
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                _isDisposed = true;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
