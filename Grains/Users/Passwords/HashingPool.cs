using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Actors.Users.Passwords;

/// <summary>A few threads of low priority that do the costly work of passwords, and a short queue before them.</summary>
/// <remarks>
/// A sign-in storm must not hurt anyone else: the threads are fewer than the cores and give way to the others, and what cannot be
/// done in reasonable time is refused at once instead of waiting for a caller who has long gone.
/// </remarks>
internal sealed class HashingPool : IDisposable
{
    private readonly BlockingCollection<HashingJob> _queue;
    private readonly Thread[] _threads;
    private readonly TimeSpan _maxWait;
    private readonly HashingMeter _meter;
    private readonly TimeProvider _clock;
    private long _averageTicks;
    private int _stopped;

    public HashingPool(IOptions<PasswordOptions> options, HashingMeter meter, TimeProvider clock)
    {
        _meter = meter;
        _clock = clock;
        _maxWait = options.Value.MaximumWait;
        _queue = new BlockingCollection<HashingJob>(options.Value.EffectiveQueueLength);
        _threads = [.. Enumerable.Range(1, options.Value.EffectiveThreads).Select(Start)];

        meter.ObserveQueue(() => Volatile.Read(ref _stopped) == 1 ? 0 : _queue.Count);
    }

    /// <summary>Does a job on one of the threads.</summary>
    /// <exception cref="HashingBusyException">The queue is full, or longer than the longest wait.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        var wait = ExpectedWait();
        var job = new HashingJob<T>(work);

        if (wait > _maxWait || !_queue.TryAdd(job))
        {
            _meter.Refused();
            throw new HashingBusyException(TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, 60)));
        }

        // A caller that gives up while its job waits is answered at once; the job is skipped when its turn comes.
        using var registration = cancellationToken.Register(job.Cancel);
        return await job.Result;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            return;
        }

        _queue.CompleteAdding();

        while (_queue.TryTake(out var job))
        {
            job.Cancel();
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _queue.Dispose();
    }

    private TimeSpan ExpectedWait() =>
        TimeSpan.FromTicks(Interlocked.Read(ref _averageTicks) * _queue.Count / _threads.Length);

    private Thread Start(int number)
    {
        var thread = new Thread(Work)
        {
            IsBackground = true,
            Name = $"Hashing {number}",
            Priority = ThreadPriority.BelowNormal,
        };

        thread.Start();
        return thread;
    }

    private void Work()
    {
        ThreadNiceness.Lower();

        foreach (var job in _queue.GetConsumingEnumerable())
        {
            var started = _clock.GetTimestamp();

            if (job.TryRun())
            {
                Took(_clock.GetElapsedTime(started));
            }
        }
    }

    private void Took(TimeSpan duration)
    {
        _meter.Took(duration);

        // Lost updates between threads do no harm: it is an estimate.
        var average = Interlocked.Read(ref _averageTicks);
        Interlocked.Exchange(ref _averageTicks, average == 0 ? duration.Ticks : average + ((duration.Ticks - average) / 8));
    }
}
