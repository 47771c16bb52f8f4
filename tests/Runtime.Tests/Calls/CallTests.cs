using Orleans;
using Orleans.Concurrency;

namespace Actors.Tests.Calls;

public interface IBaseGrain
{
    Task<string> BaseAsync();
}

public interface ICallGrain : IGrainWithStringKey, IBaseGrain
{
    Task<int> TaskOfAsync(int value);

    Task TaskAsync(string note);

    ValueTask<int> ValueTaskOfAsync(int value);

    ValueTask ValueTaskAsync(string note);

    [OneWay]
    Task OneWayAsync(string note);

    Task<string> ManyAsync(int a, string b, long c, bool d, Guid e, double f, char g, byte h, decimal i, CancellationToken token);

    Task<string> GenericAsync(GenericMessage<int> message);

    Task ThrowAsync();

    Task ThrowAtOnceAsync();

    ValueTask<int> ThrowLaterAsync();

    Task<string> KeyOfAsync(ICallGrain other);

    Task<ICallGrain> SelfAsync();
}

internal interface IHiddenGrain : IGrainWithStringKey
{
    Task<HiddenMessage> EchoAsync(HiddenMessage message);
}

[GenerateSerializer, Immutable]
public sealed record GenericMessage<T>(T Value);

[GenerateSerializer, Immutable]
internal sealed record HiddenMessage(string Text);

[GenerateSerializer]
internal sealed class ExpectedException(string message) : Exception(message);

internal sealed class CallGrain : Grain, ICallGrain
{
    public Task<string> BaseAsync() => Task.FromResult("base");

    public Task<int> TaskOfAsync(int value) => Task.FromResult(value + 1);

    public async Task TaskAsync(string note)
    {
        await Task.Yield();
        Reports.Add(this, note);
    }

    public ValueTask<int> ValueTaskOfAsync(int value) => new(value + 1);

    public async ValueTask ValueTaskAsync(string note)
    {
        await Task.Yield();
        Reports.Add(this, note);
    }

    public async Task OneWayAsync(string note)
    {
        await Gates.Of(this);
        Reports.Add(this, note);
        throw new ExpectedException("nobody learns of it");
    }

    public Task<string> ManyAsync(int a, string b, long c, bool d, Guid e, double f, char g, byte h, decimal i, CancellationToken token) =>
        Task.FromResult(FormattableString.Invariant($"{a} {b} {c} {d} {e:N} {f} {g} {h} {i} {token.CanBeCanceled}"));

    public Task<string> GenericAsync(GenericMessage<int> message) => Task.FromResult($"{message.Value}");

    public async Task ThrowAsync()
    {
        await Task.Yield();
        throw new ExpectedException("as thrown");
    }

    public Task ThrowAtOnceAsync() => throw new ExpectedException("as thrown");

    public ValueTask<int> ThrowLaterAsync() => ValueTask.FromException<int>(new ExpectedException("as thrown"));

    public Task<string> KeyOfAsync(ICallGrain other) => Task.FromResult(other.GetPrimaryKeyString());

    public Task<ICallGrain> SelfAsync() => Task.FromResult(this.AsReference<ICallGrain>());
}

internal sealed class HiddenGrain : Grain, IHiddenGrain
{
    public Task<HiddenMessage> EchoAsync(HiddenMessage message) => Task.FromResult(message with { Text = message.Text + "!" });
}

public class CallTests(RuntimeFixture cluster)
{
    [Fact]
    public async Task A_call_returns_what_the_grain_returns()
    {
        var grain = cluster.New<ICallGrain>();

        Assert.Equal(2, await grain.TaskOfAsync(1));
        Assert.Equal(2, await grain.ValueTaskOfAsync(1));
        Assert.Equal("base", await grain.BaseAsync());
        Assert.Equal("7", await grain.GenericAsync(new(7)));
    }

    [Fact]
    public async Task A_call_without_result_ends_when_the_method_has_ended()
    {
        var grain = cluster.New<ICallGrain>(out var key);

        await grain.TaskAsync("one");
        await grain.ValueTaskAsync("two");

        Assert.Equal(["one", "two"], Reports.TakeAll(key));
    }

    [Fact]
    public async Task Arguments_arrive_in_their_places_however_many_there_are()
    {
        var grain = cluster.New<ICallGrain>();
        using var source = new CancellationTokenSource();

        var text = await grain.ManyAsync(1, "b", 3, true, Guid.Empty, 6.5, 'g', 8, 9.5m, source.Token);

        Assert.Equal("1 b 3 True 00000000000000000000000000000000 6.5 g 8 9.5 True", text);
    }

    [Fact]
    public async Task Exceptions_cross_as_thrown()
    {
        var grain = cluster.New<ICallGrain>();

        Assert.Equal("as thrown", (await Assert.ThrowsAsync<ExpectedException>(() => grain.ThrowAsync())).Message);
        Assert.Equal("as thrown", (await Assert.ThrowsAsync<ExpectedException>(() => grain.ThrowAtOnceAsync())).Message);
        Assert.Equal("as thrown", (await Assert.ThrowsAsync<ExpectedException>(async () => await grain.ThrowLaterAsync())).Message);
    }

    [Fact]
    public async Task A_grain_goes_on_after_it_threw()
    {
        var grain = cluster.New<ICallGrain>();

        await Assert.ThrowsAsync<ExpectedException>(() => grain.ThrowAtOnceAsync());
        await Assert.ThrowsAsync<ExpectedException>(() => grain.ThrowAsync());

        Assert.Equal(2, await grain.TaskOfAsync(1));
    }

    [Fact]
    public async Task A_one_way_call_does_not_wait_and_hides_failures()
    {
        var grain = cluster.New<ICallGrain>(out var key);

        await grain.OneWayAsync("sent");
        Assert.Equal([], Reports.TakeAll(key));
        Gates.Open(key);

        Assert.Equal("sent", await Reports.NextAsync(key));
    }

    [Fact]
    public async Task References_travel_as_arguments_and_results()
    {
        var grain = cluster.New<ICallGrain>(out var key);
        var other = cluster.New<ICallGrain>(out var otherKey);

        Assert.Equal(otherKey, await grain.KeyOfAsync(other));
        Assert.Equal(2, await (await grain.SelfAsync()).TaskOfAsync(1));
        Assert.Equal(grain, await grain.SelfAsync());
        Assert.Equal(key, (await grain.SelfAsync()).GetPrimaryKeyString());
    }

    [Fact]
    public async Task Interfaces_and_messages_may_be_internal()
    {
        var grain = cluster.New<IHiddenGrain>();

        Assert.Equal(new HiddenMessage("hi!"), await grain.EchoAsync(new("hi")));
    }
}
