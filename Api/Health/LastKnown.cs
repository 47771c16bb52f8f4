namespace Actors.Api.Health;

/// <summary>The last answer to one question. It is asked by one at a time and never waited for beyond a deadline: who comes meanwhile gets what is known.</summary>
internal sealed class LastKnown<T>(Func<Task<T?>> ask, TimeProvider clock, TimeSpan freshFor)
    where T : class
{
    /// <summary>A question without an answer for so long is asked again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Task _asking = Task.CompletedTask;
    private long _askedAt;
    private T? _value;
    private long _valueAt;
    private bool _stale = true;

    /// <summary>The answer as last known, and how long ago it was asked for; null when there was none yet.</summary>
    /// <param name="patience">How long an answer may be waited for; a question that has gone without one for so long is not waited for at all.</param>
    public async ValueTask<(T? Value, TimeSpan Age)> GetAsync(TimeSpan patience)
    {
        var came = clock.GetTimestamp();

        if (await AskAsync(patience))
        {
            // What was under way when this one came had been asked before a change that he may know of.
            await AskAsync(patience - clock.GetElapsedTime(came));
        }

        lock (_lock)
        {
            return (_value, clock.GetElapsedTime(_valueAt));
        }
    }

    /// <summary>The next to come asks, however fresh the answer is.</summary>
    public void Expire()
    {
        lock (_lock)
        {
            _stale = true;
        }
    }

    /// <summary>Waits for the answer, and tells whether its question was older than the last change.</summary>
    private async ValueTask<bool> AskAsync(TimeSpan patience)
    {
        var (asking, isOutdated) = Ask();

        if (!asking.IsCompleted && patience - clock.GetElapsedTime(_askedAt) is { Ticks: > 0 } left)
        {
            await Task.WhenAny(asking, Task.Delay(left, clock));
        }

        return isOutdated;
    }

    private (Task Asking, bool IsOutdated) Ask()
    {
        lock (_lock)
        {
            if (_asking.IsCompleted && (_stale || clock.GetElapsedTime(_askedAt) >= freshFor))
            {
                _stale = false;
                _askedAt = clock.GetTimestamp();
                _asking = AnswerAsync(_askedAt);
            }

            return (_asking, _stale);
        }
    }

    private async Task AnswerAsync(long askedAt)
    {
        // Not on the way of a request, and not within the lock: an engine may run a call on its caller's thread.
        await Task.Yield();

        try
        {
            if (await ask().WaitAsync(Patience, clock) is { } value)
            {
                lock (_lock)
                {
                    (_value, _valueAt) = (value, askedAt);
                }
            }
        }
        catch (Exception)
        {
            // What is known stays and grows old; a result that is too old counts as unhealthy.
        }
    }
}
