using System.Collections.Concurrent;
using Actors.RateLimits;
using Microsoft.Extensions.Options;

namespace Actors.Api.RateLimits;

/// <summary>Tells a bucket that is out of reach from one that is busy.</summary>
/// <remarks>
/// Out of reach is a bucket from which nobody on this node has heard for <c>RateLimits:Silence</c> (50 ms by default; up to one tick of
/// 10 ms less, for ticks are shared). A busy bucket answers ten thousand requests one by one, so the last waits longer than that without
/// being out of reach: treating it so would admit requests uncounted. Time in which this process itself stands still does not count: a
/// tick that comes late, as while a node starts, resets the silence. A busy bucket is waited for at most ten seconds.
/// </remarks>
internal sealed class BucketSilence(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private const int Places = 1 << 16;
    private const int MaxTicks = 1000;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(15);

    // By hash of the bucket, the tick in which it last answered anyone; that two share a place makes a wait longer, never shorter.
    private readonly int[] _heardAt = new int[Places];
    private readonly ConcurrentQueue<BucketWait> _arrived = new();
    private readonly int _silentTicks = (int)(options.Value.Silence / Tick);
    private int _number = 1;
    private int _isTicking;
    private volatile bool _isGettingUp;

    /// <summary>Whether this node has begun and heard of no bucket yet.</summary>
    public bool IsGettingUp
    {
        get => _isGettingUp;
        set => _isGettingUp = value;
    }

    /// <summary>How long nothing is heard of a bucket that is out of reach.</summary>
    public TimeSpan Longest => options.Value.Silence;

    public static int PlaceOf(ActivePolicy policy, RateLimitSubject subject) => HashCode.Combine(policy.Name, subject.Text) & (Places - 1);

    public void Heard(int place) => Volatile.Write(ref _heardAt[place], Volatile.Read(ref _number));

    /// <summary>Waits until all have ended or one of the others is out of reach.</summary>
    public ValueTask WaitAsync(Task all, ReadOnlyMemory<PendingCall> calls)
    {
        if (all.IsCompleted)
        {
            return ValueTask.CompletedTask;
        }

        // A wait costs a place in a queue and no timer: it is looked at only if it is still there at the next tick.
        var wait = new BucketWait(all, calls);
        _arrived.Enqueue(wait);
        StartTicking();
        return wait.Ended;
    }

    private void StartTicking()
    {
        if (Volatile.Read(ref _isTicking) == 0 && Interlocked.Exchange(ref _isTicking, 1) == 0)
        {
            _ = TickAsync();
        }
    }

    private async Task TickAsync()
    {
        var waits = new List<BucketWait>();

        do
        {
            var began = clock.GetTimestamp();
            await Task.Delay(Tick, clock);
            var isLate = clock.GetElapsedTime(began) > Late;

            while (_arrived.TryDequeue(out var wait))
            {
                waits.Add(wait);
            }

            waits.RemoveAll(wait => wait.IsEnded);
            waits.ForEach(wait => wait.Listen(this));
            waits.RemoveAll(wait => wait.Abandons(silence: !isLate && !_isGettingUp && !WasHeard(wait), _silentTicks, MaxTicks));
            Interlocked.Increment(ref _number);
        }
        while (waits.Count > 0 || !_arrived.IsEmpty);

        // With a fence: before that is seen, the queue must not be looked at.
        Interlocked.Exchange(ref _isTicking, 0);

        // Who came between the two lines above found the ticking still on.
        if (!_arrived.IsEmpty)
        {
            StartTicking();
        }
    }

    private bool WasHeard(BucketWait wait)
    {
        foreach (var call in wait.Calls.Span)
        {
            if (!call.Task.IsCompleted && Volatile.Read(ref _heardAt[call.Place]) == _number)
            {
                return true;
            }
        }

        return false;
    }
}

/// <param name="Task">A call to a bucket.</param>
/// <param name="Place">The bucket's place in <see cref="BucketSilence"/>.</param>
internal readonly record struct PendingCall(Task<RateLimitDecision> Task, int Place);
