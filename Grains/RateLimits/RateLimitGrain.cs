using Actors.Silos;
using Actors.Storage;
using Orleans.Storage;

namespace Actors.RateLimits;

[GrainType(RateLimitSweeper.GrainType)]
[CollectionAgeLimit(Minutes = 2)]
internal sealed class RateLimitGrain(
    [PersistentState("ratelimit", StorageNames.Default)] IPersistentState<RateLimitState> saved,
    RateLimitClock clock,
    RateLimitActivityLog activity,
    SaveFailures failures) : InspectedGrain, IRateLimitGrain
{
    /// <summary>With what a write takes, a change is stored within a second.</summary>
    public static readonly TimeSpan SaveAfter = TimeSpan.FromMilliseconds(750);

    // Long enough for a steady caller to meet the same activation, short enough that a million addresses are never in memory at once.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    // A bucket that is full by then stays to clear its row; a slower one leaves memory, and its row to whoever asks next.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly long _activation = clock.Now;
    private Bucket? _bucket;
    private IGrainTimer? _timer;
    private long _timerDue;
    private Task _writing = Task.CompletedTask;
    private long _lastUse;
    private int _admitted;
    private int _refused;
    private bool _changed;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (saved.RecordExists && saved.State.Quota is not null)
        {
            // A clock that stands before that of the silo that saved gives nothing back yet.
            var elapsed = Math.Max(0, (clock.UtcNow - saved.State.SavedAt).Ticks);
            var now = clock.Now;
            _bucket = Bucket.Restore(saved.State, elapsed, now);
            Wake(SaveAfter, now);
        }

        return Task.CompletedTask;
    }

    public ValueTask<RateLimitDecision> TakeAsync(RateLimitQuota quota, int cost)
    {
        var now = clock.Now;
        var decision = BucketUnder(quota, now).Take(cost, now, _activation);

        if (decision.IsAdmitted)
        {
            _admitted++;
            _changed = true;
        }
        else
        {
            _refused++;
        }

        Wake(SaveAfter, now);
        return ValueTask.FromResult(decision);
    }

    public ValueTask<RateLimitDecision> LookAsync(RateLimitQuota quota, int cost)
    {
        var now = clock.Now;
        var decision = BucketUnder(quota, now).Look(cost, now);
        Wake(SaveAfter, now);
        return ValueTask.FromResult(decision);
    }

    public ValueTask RefundAsync(RateLimitReceipt receipt)
    {
        if (_bucket is not null && receipt.Cost > 0 && receipt.Activation == _activation)
        {
            var now = clock.Now;
            _bucket.Refund(receipt, now);
            _changed = true;
            _admitted--;
            Wake(SaveAfter, now);
        }

        return ValueTask.CompletedTask;
    }

    public async Task ResetAsync()
    {
        _bucket = null;
        _changed = true;
        Wake(SaveAfter, clock.Now);
        await SaveAsync();
    }

    public async Task SettleAsync()
    {
        if (saved.RecordExists && UntilFull() <= TimeSpan.Zero)
        {
            await SaveAsync();
        }

        // It is in memory for this question alone: thousands are asked it one after the other, and none of them needs to stay.
        if (_lastUse == 0 && !_changed)
        {
            DeactivateOnIdle();
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Report();

        if (_changed || !_writing.IsCompleted)
        {
            await SaveAsync();
        }
    }

    private Bucket BucketUnder(RateLimitQuota quota, long now)
    {
        _lastUse = now;
        _bucket ??= Bucket.Full(quota, now);

        // API nodes learn of a change up to a second apart: the newest numbers count for all.
        if (quota.Version > _bucket.Quota.Version)
        {
            _bucket = _bucket.Under(quota, now);
            _changed = true;
        }

        return _bucket;
    }

    /// <summary>Only a bucket that has something to save, to report or to wait for has a timer, and there is one at most: it fires at the earliest time that any asked for.</summary>
    private void Wake(TimeSpan after, long now)
    {
        var due = now + after.Ticks;

        if (_timer is null)
        {
            _timer = this.RegisterGrainTimer(
                OnTimerAsync,
                new GrainTimerCreationOptions(after, Timeout.InfiniteTimeSpan)
                {
                    // Requests are answered while a save is under way.
                    Interleave = true,
                });
            _timerDue = due;
        }
        else if (due < _timerDue)
        {
            _timer.Change(after, Timeout.InfiniteTimeSpan);
            _timerDue = due;
        }
    }

    private async Task OnTimerAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        _timer = null;
        Report();

        var untilFull = UntilFull();

        if (_changed || (untilFull <= TimeSpan.Zero && saved.RecordExists))
        {
            try
            {
                await SaveAsync();
            }
            catch (InconsistentStateException)
            {
                // Another activation has the row; it counts from here on.
                _changed = false;
                DeactivateOnIdle();
                return;
            }
            catch (Exception exception)
            {
                failures.Report(exception);
            }
        }

        var now = clock.Now;

        if (_changed)
        {
            Wake(SaveAfter, now);
            return;
        }

        var idle = TimeSpan.FromTicks(now - _lastUse);
        untilFull = UntilFull();

        if (untilFull > TimeSpan.Zero)
        {
            if (untilFull <= LongestWait)
            {
                Wake(untilFull, now);
            }
        }
        else if (idle < Linger)
        {
            Wake(Linger - idle, now);
        }
        else
        {
            DeactivateOnIdle();
        }
    }

    private TimeSpan UntilFull() => _bucket?.UntilFull(clock.Now) ?? TimeSpan.Zero;

    private void Report()
    {
        if (_admitted != 0 || _refused != 0)
        {
            activity.Add(this.GetPrimaryKeyString(), _admitted, _refused);
            (_admitted, _refused) = (0, 0);
        }
    }

    /// <summary>Stores the bucket as it is now, or clears its row when it is full; one write after the other.</summary>
    private async Task SaveAsync()
    {
        while (!_writing.IsCompleted)
        {
            await _writing.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
        }

        _writing = WriteAsync();
        await _writing;
    }

    private async Task WriteAsync()
    {
        _changed = false;

        try
        {
            if (_bucket is not null && UntilFull() > TimeSpan.Zero)
            {
                await saved.SaveAsync(_bucket.Save(clock.Now, clock.UtcNow));
            }
            else if (saved.RecordExists)
            {
                await saved.ClearStateAsync();
            }
        }
        catch
        {
            _changed = true;
            throw;
        }
    }
}
