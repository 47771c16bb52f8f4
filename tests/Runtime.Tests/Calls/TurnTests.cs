using Actors.Testing;
using Orleans;

namespace Actors.Tests.Calls;

public interface ITurnGrain : IGrainWithStringKey
{
    Task<int> IncrementSlowlyAsync();

    Task<bool> StaysOnItsSchedulerAsync();

    Task<int> OverlapsAsync();

    Task<int> AnswerAsync();

    Task<bool> CallerContinuesElsewhereAsync(ITurnGrain other);
}

internal sealed class TurnGrain : Grain, ITurnGrain
{
    private int _count;
    private int _inside;
    private int _overlaps;

    public async Task<int> IncrementSlowlyAsync()
    {
        var seen = _count;
        await Task.Yield();
        await Task.Run(() => { });
        await Task.WhenAll(Task.Run(() => { }), Task.Run(() => { }));
        return _count = seen + 1;
    }

    public async Task<bool> StaysOnItsSchedulerAsync()
    {
        var scheduler = TaskScheduler.Current;
        var stays = scheduler != TaskScheduler.Default;
        await Task.Yield();
        stays &= TaskScheduler.Current == scheduler;
        await Task.Run(() => { });
        stays &= TaskScheduler.Current == scheduler;
        await new ValueTask(Task.Run(() => { }));
        stays &= TaskScheduler.Current == scheduler;
        await Task.Run(() => { }).ContinueWith(_ => stays &= TaskScheduler.Current == scheduler);
        await Task.Factory.StartNew(() => stays &= TaskScheduler.Current == scheduler);
        await Task.Run(() => { }).WaitAsync(Eventually.Patience);
        return stays && TaskScheduler.Current == scheduler;
    }

    public async Task<int> OverlapsAsync()
    {
        // Many branches at once, all of this grain: no two may run at the same time.
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => BranchAsync()));
        return _overlaps;
    }

    public Task<int> AnswerAsync() => Task.FromResult(1);

    public async Task<bool> CallerContinuesElsewhereAsync(ITurnGrain other)
    {
        var mine = TaskScheduler.Current;
        await other.AnswerAsync();
        return ReferenceEquals(TaskScheduler.Current, mine);
    }

    private async Task BranchAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            await Task.Run(() => { });
            if (Interlocked.Increment(ref _inside) > 1)
            {
                _overlaps++;
            }

            Thread.SpinWait(500);
            Interlocked.Decrement(ref _inside);
        }
    }
}

public class TurnTests(RuntimeFixture cluster)
{
    [Fact]
    public async Task Calls_run_one_at_a_time_even_where_they_await()
    {
        var grain = cluster.New<ITurnGrain>();

        var counts = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => grain.IncrementSlowlyAsync()));

        Assert.Equal(Enumerable.Range(1, 500), counts.Order());
    }

    [Fact]
    public async Task Every_continuation_runs_on_the_scheduler_of_the_grain() =>
        Assert.True(await cluster.New<ITurnGrain>().StaysOnItsSchedulerAsync());

    [Fact]
    public async Task No_two_turns_of_a_grain_overlap() =>
        Assert.Equal(0, await cluster.New<ITurnGrain>().OverlapsAsync());

    [Fact]
    public async Task A_grain_that_calls_another_goes_on_as_itself() =>
        Assert.True(await cluster.New<ITurnGrain>().CallerContinuesElsewhereAsync(cluster.New<ITurnGrain>()));

    [Fact]
    public async Task The_code_of_a_caller_does_not_run_inside_the_turn_of_the_grain()
    {
        var grain = cluster.New<ITurnGrain>();

        Assert.True(await Task.Run(() => BlockAfterAsync(grain, grain.AnswerAsync())));
        Assert.True(await Task.Run(() => BlockAfterAsync(grain, grain.IncrementSlowlyAsync())));
    }

    // If this went on inside the turn that answered, blocking here would keep the grain from its next turn.
    private static async Task<bool> BlockAfterAsync(ITurnGrain grain, Task<int> call)
    {
        await call.ConfigureAwait(false);
        return grain.AnswerAsync().Wait(Eventually.Patience);
    }
}
