using System.Threading.Tasks.Sources;

namespace Actors.Api.RateLimits;

/// <summary>One who waits for calls: until they end, or until they are given up.</summary>
internal sealed class BucketWait : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _ended;
    private int _isEnded;
    private int _heard;
    private int _silent;
    private int _ticks;

    public BucketWait(Task all, ReadOnlyMemory<PendingCall> calls)
    {
        Calls = calls;
        all.GetAwaiter().UnsafeOnCompleted(End);
    }

    public ReadOnlyMemory<PendingCall> Calls { get; }

    public bool IsEnded => Volatile.Read(ref _isEnded) == 1;

    public ValueTask Ended => new(this, _ended.Version);

    /// <summary>Tells all who wait for the same buckets when some of these calls have ended.</summary>
    public void Listen(BucketSilence silence)
    {
        var heard = 0;

        foreach (var call in Calls.Span)
        {
            heard += call.Task.IsCompleted ? 1 : 0;
        }

        if (heard > _heard)
        {
            _heard = heard;

            foreach (var call in Calls.Span)
            {
                if (call.Task.IsCompletedSuccessfully)
                {
                    silence.Heard(call.Place);
                }
            }
        }
    }

    /// <summary>Counts a tick; whether the wait is given up with it.</summary>
    public bool Abandons(bool silence, int silentTicks, int maxTicks)
    {
        _silent = silence ? _silent + 1 : 0;

        if (_silent < silentTicks && ++_ticks < maxTicks)
        {
            return false;
        }

        // The one who waits goes on by itself; the others are looked at meanwhile.
        _ended.RunContinuationsAsynchronously = true;
        End();
        return true;
    }

    public void GetResult(short token) => _ended.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _ended.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _ended.OnCompleted(continuation, state, token, flags);

    private void End()
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
        {
            _ended.SetResult(true);
        }
    }
}
