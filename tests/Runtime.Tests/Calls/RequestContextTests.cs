using Orleans;
using Orleans.Runtime;

namespace Actors.Tests.Calls;

public interface IContextGrain : IGrainWithStringKey
{
    Task<string?> GetAsync(string key);

    Task<string?> GetThroughAsync(IContextGrain other, string key);

    Task SetAsync(string key, string value);

    Task<string?> LocalAsync();

    Task SetLocalAsync(string value);

    Task WaitAsync(string gate);
}

internal sealed class ContextGrain : Grain, IContextGrain
{
    public static readonly AsyncLocal<string?> Local = new();

    public Task<string?> GetAsync(string key) => Task.FromResult(RequestContext.Get(key) as string);

    public async Task<string?> GetThroughAsync(IContextGrain other, string key)
    {
        await Task.Yield();
        return await other.GetAsync(key);
    }

    public Task SetAsync(string key, string value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }

    public Task<string?> LocalAsync() => Task.FromResult(Local.Value);

    public Task SetLocalAsync(string value)
    {
        Local.Value = value;
        return Task.CompletedTask;
    }

    public async Task WaitAsync(string gate) => await Gates.Of(gate);
}

public class RequestContextTests(RuntimeFixture cluster)
{
    [Fact]
    public async Task Values_travel_with_calls_and_on_but_not_back()
    {
        var grain = cluster.New<IContextGrain>();
        RequestContext.Set("user", "ann");

        Assert.Equal("ann", await grain.GetAsync("user"));
        Assert.Equal("ann", await grain.GetThroughAsync(cluster.New<IContextGrain>(), "user"));

        await grain.SetAsync("user", "bob");
        Assert.Equal("ann", RequestContext.Get("user"));
        Assert.Equal("ann", await grain.GetAsync("user"));

        Assert.True(RequestContext.Remove("user"));
        Assert.Null(await grain.GetAsync("user"));
        RequestContext.Clear();
    }

    [Fact]
    public async Task What_one_call_sets_the_next_does_not_see()
    {
        var grain = cluster.New<IContextGrain>(out var key);
        var first = grain.WaitAsync(key);

        // These wait together, and so run one right after the other.
        Task[] set = [grain.SetAsync("k", "v"), grain.SetLocalAsync("v")];
        Task<string?>[] get = [grain.GetAsync("k"), grain.LocalAsync()];
        Gates.Open(key);
        await Task.WhenAll([first, .. set]);

        Assert.All(await Task.WhenAll(get), Assert.Null);
    }

    [Fact]
    public async Task Other_ambient_values_of_the_caller_do_not_travel()
    {
        ContextGrain.Local.Value = "mine";

        Assert.Null(await cluster.New<IContextGrain>().LocalAsync());
    }
}
