using Orleans.Storage;

namespace Actors.RateLimits;

/// <content>When it saves, reports and leaves memory.</content>
internal sealed partial class RateLimitGrain
{
    // Long enough for a steady caller to meet the same activation, short enough that a million addresses are never in memory at once.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    // A bucket that is full by then stays to clear its row; a slower one leaves memory, and its row to whoever asks next.
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

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
                    // What the store does not take is tried again and again: until then memory alone knows of it.
                    KeepAlive = true,
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

        // Nothing comes back so soon after a crash that it would find what has filled up by then.
        if (!saved.RecordExists && untilFull > TimeSpan.Zero && untilFull <= SaveAfter)
        {
            Wake(untilFull, clock.Now);
            return;
        }

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
            if (untilFull <= MaxWait)
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
}
