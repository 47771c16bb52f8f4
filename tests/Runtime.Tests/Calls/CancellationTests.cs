using Orleans;

namespace Actors.Tests.Calls;

public interface ICancelGrain : IGrainWithStringKey
{
    Task WaitAsync(CancellationToken token);

    Task<bool> CanBeCancelledAsync(CancellationToken token = default);

    Task CancelInTurnAsync(CancellationToken token);
}

internal sealed class CancelGrain : Grain, ICancelGrain
{
    public async Task WaitAsync(CancellationToken token)
    {
        Reports.Add(this, "entered");
        try
        {
            await Task.Delay(Timeout.Infinite, token);
        }
        catch (OperationCanceledException)
        {
            Reports.Add(this, "cancelled");
            throw;
        }
    }

    public Task<bool> CanBeCancelledAsync(CancellationToken token) => Task.FromResult(token.IsCancellationRequested);

    public async Task CancelInTurnAsync(CancellationToken token)
    {
        var scheduler = TaskScheduler.Current;
        var called = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(() => called.SetResult(TaskScheduler.Current == scheduler));
        Reports.Add(this, "entered");
        Reports.Add(this, $"in a turn: {await called.Task}");
    }
}

public class CancellationTests(RuntimeFixture cluster)
{
    [Fact]
    public async Task Cancelling_ends_the_call_and_tells_the_grain()
    {
        var grain = cluster.New<ICancelGrain>(out var key);
        using var source = new CancellationTokenSource();
        var call = grain.WaitAsync(source.Token);
        await Reports.NextAsync(key);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("cancelled", await Reports.NextAsync(key));
    }

    [Fact]
    public async Task The_grain_learns_of_it_in_a_turn_of_its_own()
    {
        var grain = cluster.New<ICancelGrain>(out var key);
        using var source = new CancellationTokenSource();
        var call = grain.CancelInTurnAsync(source.Token);
        await Reports.NextAsync(key);

        await source.CancelAsync();

        Assert.Equal("in a turn: True", await Reports.NextAsync(key));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_cancelled_token_stops_the_call_at_once()
    {
        var grain = cluster.New<ICancelGrain>(out var key);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.WaitAsync(new CancellationToken(canceled: true)));

        Assert.Equal([], Reports.TakeAll(key));
    }

    [Fact]
    public async Task A_token_is_optional() => Assert.False(await cluster.New<ICancelGrain>().CanBeCancelledAsync());
}
