using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Actors.Tests.Timers;

public interface ITickGrain : IGrainWithStringKey
{
    Task StartAsync(TimeSpan dueTime, TimeSpan period, bool interleave = false, bool keepAlive = false);

    Task StartWaitingAsync();

    Task StartFailingAsync();

    Task ChangeAsync(TimeSpan dueTime, TimeSpan period);

    Task StopAsync();

    [AlwaysInterleave]
    Task StopDuringATickAsync();

    Task BlockAsync(string gate);

    Task DeactivateAsync();

    Task<string> PingAsync();

    [AlwaysInterleave]
    Task<string> PeekAsync();
}

internal sealed class TickGrain : Grain, ITickGrain
{
    private IGrainTimer? _timer;
    private int _ticks;

    public Task StartAsync(TimeSpan dueTime, TimeSpan period, bool interleave, bool keepAlive)
    {
        _timer = this.RegisterGrainTimer(
            static (grain, _) => grain.TickAsync(), this, new GrainTimerCreationOptions(dueTime, period) { Interleave = interleave, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task StartWaitingAsync()
    {
        _timer = this.RegisterGrainTimer(
            async token =>
            {
                var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using var registration = token.Register(cancelled.SetResult);
                Reports.Add(this, "entered");
                await cancelled.Task;
                Reports.Add(this, "cancelled");
            },
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }

    public Task StartFailingAsync()
    {
        _timer = this.RegisterGrainTimer(
            () =>
            {
                Reports.Add(this, $"tick {++_ticks}");
                throw new InvalidOperationException("a tick may fail");
            },
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }

    public Task ChangeAsync(TimeSpan dueTime, TimeSpan period)
    {
        _timer!.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task StopAsync()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task StopDuringATickAsync() => StopAsync();

    public async Task BlockAsync(string gate)
    {
        Reports.Add(gate, "entered");
        await Gates.Of(gate);
    }

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string> PingAsync() => Task.FromResult("pong");

    public Task<string> PeekAsync() => Task.FromResult("peek");

    private Task TickAsync()
    {
        var place = TaskScheduler.Current == TaskScheduler.Default ? " outside of a turn" : RequestContext.Keys.Any() ? " within a call" : "";
        Reports.Add(this, $"tick {++_ticks}{place}");
        return Task.CompletedTask;
    }
}

public sealed class GrainTimerTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualClock _clock = new();
    private readonly string _key = Keys.New();
    private InProcessTestCluster _cluster = null!;

    private ITickGrain Grain => _cluster.Client.GetGrain<ITickGrain>(_key);

    public async ValueTask InitializeAsync() => _cluster = await TestCluster.StartAsync(silo =>
        silo.Services.AddSingleton<TimeProvider>(_clock).UseTimeProviderForBackgroundAreas(TimeProvider.System));

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_timer_ticks_when_due_and_then_each_period()
    {
        await Grain.StartAsync(3 * Second, Second);

        _clock.Advance(2 * Second);
        await NothingAsync();
        _clock.Advance(Second);
        Assert.Equal("tick 1", await NextAsync());
        _clock.Advance(Second);
        Assert.Equal("tick 2", await NextAsync());
    }

    [Fact]
    public async Task A_tick_carries_nothing_of_the_call_that_set_its_timer()
    {
        RequestContext.Set("name", "value");
        await Grain.StartAsync(Second, Second);
        RequestContext.Clear();

        _clock.Advance(Second);

        Assert.Equal("tick 1", await NextAsync());
    }

    [Fact]
    public async Task A_timer_without_period_ticks_once()
    {
        await Grain.StartAsync(Second, Timeout.InfiniteTimeSpan);

        _clock.Advance(Second);
        Assert.Equal("tick 1", await NextAsync());
        _clock.Advance(TimeSpan.FromHours(1));

        await NothingAsync();
    }

    [Fact]
    public async Task A_tick_waits_for_the_running_call()
    {
        await Grain.StartAsync(Second, Second);
        var call = Grain.BlockAsync(_key + "gate");
        await Reports.NextAsync(_key + "gate");

        _clock.Advance(Second);
        await Grain.PeekAsync(); // came after the tick; what may interleave has run before it
        Assert.Equal([], Reports.TakeAll(_key));
        Gates.Open(_key + "gate");
        await call;

        Assert.Equal("tick 1", await Reports.NextAsync(_key));
    }

    [Fact]
    public async Task An_interleaving_tick_does_not_wait()
    {
        await Grain.StartAsync(Second, Second, interleave: true);
        var call = Grain.BlockAsync(_key + "gate");
        await Reports.NextAsync(_key + "gate");

        _clock.Advance(Second);

        Assert.Equal("tick 1", await Reports.NextAsync(_key));
        Gates.Open(_key + "gate");
        await call;
    }

    [Fact]
    public async Task A_timer_can_be_changed_and_stopped()
    {
        await Grain.StartAsync(Second, Second);
        await Grain.ChangeAsync(5 * Second, Second);

        _clock.Advance(4 * Second);
        await NothingAsync();
        _clock.Advance(Second);
        Assert.Equal("tick 1", await NextAsync());

        await Grain.StopAsync();
        _clock.Advance(10 * Second);
        await NothingAsync();
    }

    [Fact]
    public async Task Disposing_cancels_the_token_of_a_running_tick()
    {
        await Grain.StartWaitingAsync();
        _clock.Advance(Second);
        Assert.Equal("entered", await Reports.NextAsync(_key));

        await Grain.StopDuringATickAsync();

        Assert.Equal("cancelled", await Reports.NextAsync(_key));
    }

    [Fact]
    public async Task A_timer_goes_on_after_a_tick_failed()
    {
        await Grain.StartFailingAsync();

        _clock.Advance(Second);
        Assert.Equal("tick 1", await NextAsync());
        _clock.Advance(Second);
        Assert.Equal("tick 2", await NextAsync());
    }

    [Fact]
    public async Task No_timer_outlives_its_activation()
    {
        await Grain.StartAsync(Second, Second);
        await _cluster.DeactivateAsync(Grain);

        _clock.Advance(10 * Second);

        await NothingAsync();
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(1, 50)]
    public async Task A_time_that_no_timer_takes_is_refused_when_it_is_set(int dueDays, int periodDays)
    {
        var (dueTime, period) = (TimeSpan.FromDays(dueDays), TimeSpan.FromDays(periodDays));

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Grain.StartAsync(dueTime, period));

        await Grain.StartAsync(Second, Second);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Grain.ChangeAsync(dueTime, period));
        Assert.Equal("pong", await Grain.PingAsync());
    }

    // After the tick was reported the timer is armed again: by the end of a later call at the latest.
    private async Task<string> NextAsync()
    {
        var next = await Reports.NextAsync(_key);
        await Grain.PingAsync();
        return next;
    }

    private async Task NothingAsync()
    {
        await Grain.PingAsync();
        Assert.Equal([], Reports.TakeAll(_key));
    }
}
