using Orleans;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace Actors.Tests.Calls;

public interface IStrictGrain : IGrainWithStringKey
{
    Task WaitAsync(string gate);

    Task<string> NextAsync();

    [AlwaysInterleave]
    Task<string> PeekAsync();

    [ReadOnly]
    Task ReadAsync(string gate);

    [AlwaysInterleave]
    Task PeekSlowlyAsync(string gate);
}

public interface IReentrantGrain : IGrainWithStringKey
{
    Task WaitAsync(string gate);

    Task<string> NextAsync();
}

public interface IChoosyGrain : IGrainWithStringKey
{
    Task WaitAsync(string gate);

    Task<string> NextAsync(string word);
}

internal sealed class StrictGrain : Grain, IStrictGrain
{
    public Task WaitAsync(string gate) => EnterAsync(gate);

    public Task<string> NextAsync() => Task.FromResult("next");

    public Task<string> PeekAsync() => Task.FromResult("peek");

    public Task ReadAsync(string gate) => EnterAsync(gate);

    public Task PeekSlowlyAsync(string gate) => EnterAsync(gate);

    private static async Task EnterAsync(string gate)
    {
        Reports.Add(gate, "entered");
        await Gates.Of(gate);
    }
}

[Reentrant]
internal sealed class ReentrantGrain : Grain, IReentrantGrain
{
    public async Task WaitAsync(string gate)
    {
        Reports.Add(gate, "entered");
        await Gates.Of(gate);
    }

    public Task<string> NextAsync() => Task.FromResult("next");
}

[MayInterleave(nameof(MayInterleave))]
internal sealed class ChoosyGrain : Grain, IChoosyGrain
{
    public static bool MayInterleave(IInvokable request) => request.GetArgumentCount() == 1 && Equals(request.GetArgument(0), "please");

    public async Task WaitAsync(string gate)
    {
        Reports.Add(gate, "entered");
        await Gates.Of(gate);
    }

    public Task<string> NextAsync(string word) => Task.FromResult("next");
}

public class InterleavingTests(RuntimeFixture cluster)
{
    [Fact]
    public async Task A_call_waits_for_the_one_before_it_but_an_always_interleaving_one_does_not()
    {
        var grain = cluster.New<IStrictGrain>(out var key);
        var first = grain.WaitAsync(key);
        await Reports.NextAsync(key);

        var second = grain.NextAsync();
        Assert.Equal("peek", await grain.PeekAsync());
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);

        Gates.Open(key);
        Assert.Equal("next", await second);
        await first;
    }

    [Fact]
    public async Task A_running_call_that_always_interleaves_keeps_nobody_waiting()
    {
        var grain = cluster.New<IStrictGrain>(out var key);
        var peek = grain.PeekSlowlyAsync(key);
        await Reports.NextAsync(key);

        Assert.Equal("next", await grain.NextAsync());

        Gates.Open(key);
        await peek;
    }

    [Fact]
    public async Task The_calls_of_a_reentrant_grain_interleave()
    {
        var grain = cluster.New<IReentrantGrain>(out var key);
        var first = grain.WaitAsync(key);
        await Reports.NextAsync(key);

        Assert.Equal("next", await grain.NextAsync());

        Gates.Open(key);
        await first;
    }

    [Fact]
    public async Task A_grain_may_say_by_request_what_interleaves()
    {
        var grain = cluster.New<IChoosyGrain>(out var key);
        var first = grain.WaitAsync(key);
        await Reports.NextAsync(key);

        var unasked = grain.NextAsync("now");
        Assert.Equal("next", await grain.NextAsync("please"));
        Assert.False(unasked.IsCompleted);

        Gates.Open(key);
        await Task.WhenAll(first, unasked);
    }
}
