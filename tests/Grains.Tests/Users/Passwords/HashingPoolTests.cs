using System.Diagnostics.Metrics;
using Actors.Testing;
using Actors.Users;
using Actors.Users.Passwords;

namespace Actors.Tests.Users.Passwords;

public sealed class HashingPoolTests : IDisposable
{
    private readonly ManualResetEventSlim _gate = new();
    private readonly ManualResetEventSlim _started = new();
    private readonly Hashing _hashing = new(o => o.QueueLength = 2);

    public void Dispose()
    {
        _gate.Set();
        _hashing.Dispose();
        _gate.Dispose();
        _started.Dispose();
    }

    [Fact]
    public async Task Jobs_run_on_the_pools_own_background_threads()
    {
        var thread = await RunAsync(() => Thread.CurrentThread);

        Assert.Equal((true, false, "Hashing 1"), (thread.IsBackground, thread.IsThreadPoolThread, thread.Name));
    }

    [Fact]
    public async Task A_caller_goes_on_elsewhere()
    {
        var hashing = await RunAsync(() => Environment.CurrentManagedThreadId);

        Assert.NotEqual(hashing, Environment.CurrentManagedThreadId);
    }

    [Fact]
    public async Task No_more_jobs_run_at_once_than_there_are_threads()
    {
        using var hashing = new Hashing(o => o.Threads = 3);
        var (running, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => hashing.Pool.RunAsync(
            () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                Thread.Yield();
                return Interlocked.Decrement(ref running);
            },
            CancellationToken.None)));

        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task Over_the_queue_a_job_is_refused_at_once_with_a_time_to_come_back()
    {
        Task[] taken = [BlockAsync(), RunAsync(() => 1), RunAsync(() => 2)];

        var busy = await Assert.ThrowsAsync<HashingBusyException>(() => RunAsync(() => 3));

        Assert.Equal(TimeSpan.FromSeconds(1), busy.RetryAfter);
        _gate.Set();
        await Task.WhenAll(taken);
    }

    [Fact]
    public async Task After_the_storm_jobs_are_taken_again()
    {
        Task[] taken = [BlockAsync(), RunAsync(() => 1), RunAsync(() => 2)];
        await Assert.ThrowsAsync<HashingBusyException>(() => RunAsync(() => 3));

        _gate.Set();
        await Task.WhenAll(taken);

        Assert.Equal(4, await RunAsync(() => 4));
    }

    [Fact]
    public async Task A_queue_longer_than_the_longest_wait_is_refused_although_there_is_room()
    {
        var clock = new SteppingClock();
        using var hashing = new Hashing(o => (o.QueueLength, o.MaximumWait) = (100, TimeSpan.FromSeconds(10)), clock);

        // One job is seen to take six seconds, so two that wait make twelve.
        await hashing.Pool.RunAsync(() => clock.Step(TimeSpan.FromSeconds(6)), CancellationToken.None);
        Task[] taken = [BlockAsync(hashing), hashing.Pool.RunAsync(() => 1, default), hashing.Pool.RunAsync(() => 2, default)];

        var busy = await Assert.ThrowsAsync<HashingBusyException>(() => hashing.Pool.RunAsync(() => 3, default));

        Assert.Equal(TimeSpan.FromSeconds(12), busy.RetryAfter);
        _gate.Set();
        await Task.WhenAll(taken);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_answered_at_once_and_its_job_never_runs()
    {
        using var giveUp = new CancellationTokenSource();
        var ran = false;
        var blocked = BlockAsync();
        var waiting = _hashing.Pool.RunAsync(() => ran = true, giveUp.Token);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        _gate.Set();
        await blocked;
        await RunAsync(() => "the job after it");
        Assert.False(ran);
    }

    [Fact]
    public async Task A_job_that_has_begun_goes_on_to_its_end()
    {
        using var giveUp = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var job = _hashing.Pool.RunAsync(
            () =>
            {
                begun.SetResult();
                return _gate.Wait(Eventually.Patience);
            },
            giveUp.Token);

        await begun.Task;
        await giveUp.CancelAsync();
        _gate.Set();

        Assert.True(await job);
    }

    [Fact]
    public async Task A_failing_job_fails_its_caller_and_no_other()
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => RunAsync<int>(() => throw new InvalidTimeZoneException()));

        Assert.Equal(5, await RunAsync(() => 5));
    }

    [Fact]
    public async Task Stopping_cancels_what_waits()
    {
        var blocked = BlockAsync();
        var waiting = RunAsync(() => 1);

        // Stopping waits for the running job, so it runs beside.
        var stopping = Task.Run(_hashing.Pool.Dispose);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        _gate.Set();
        await Task.WhenAll(blocked, stopping);
    }

    [Fact]
    public async Task Refusals_hashes_and_the_queue_are_measured()
    {
        var measured = new Dictionary<string, double>();
        using var hashing = new Hashing(o => o.QueueLength = 1);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter == hashing.Meter.Meter)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Add(instrument, 1));
        listener.Start();

        await hashing.Hasher.HashAsync("correct horse battery");
        Task[] taken = [BlockAsync(hashing), hashing.Pool.RunAsync(() => 1, default)];
        await Assert.ThrowsAsync<HashingBusyException>(() => hashing.Pool.RunAsync(() => 2, default));
        listener.RecordObservableInstruments();
        var queued = measured["actors.hashing.queue"];
        _gate.Set();
        await Task.WhenAll(taken);
        hashing.Pool.Dispose();

        Assert.Equal(
            (1, 1, 1, 3),
            (queued, measured["actors.hashing.hashes"], measured["actors.hashing.refused"], measured["actors.hashing.duration"]));

        void Add(Instrument instrument, double value)
        {
            if (instrument.Meter == hashing.Meter.Meter)
            {
                lock (measured)
                {
                    measured[instrument.Name] = measured.GetValueOrDefault(instrument.Name) + value;
                }
            }
        }
    }

    private Task<T> RunAsync<T>(Func<T> work) => _hashing.Pool.RunAsync(work, CancellationToken.None);

    private Task<bool> BlockAsync() => BlockAsync(_hashing);

    /// <summary>Keeps the only thread busy until the gate opens; the queue is empty when this returns.</summary>
    private Task<bool> BlockAsync(Hashing hashing)
    {
        var blocked = hashing.Pool.RunAsync(
            () =>
            {
                _started.Set();
                _gate.Wait();
                return true;
            },
            CancellationToken.None);

        _started.Wait();
        return blocked;
    }

    private sealed class SteppingClock : TimeProvider
    {
        private long _timestamp;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _timestamp);

        public bool Step(TimeSpan time)
        {
            Interlocked.Add(ref _timestamp, time.Ticks);
            return true;
        }
    }
}
