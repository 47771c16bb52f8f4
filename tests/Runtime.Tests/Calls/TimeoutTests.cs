using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace Actors.Tests.Calls;

public interface ISlowGrain : IGrainWithStringKey
{
    Task WaitAsync();

    [ResponseTimeout("00:00:00.2")]
    Task WaitAtMostAsync();

    [ResponseTimeout("00:01:00")]
    Task WaitLongAsync();

    [ResponseTimeout("00:01:00")]
    Task<string> AskAsync(ISlowGrain other);
}

internal sealed class SlowGrain : Grain, ISlowGrain
{
    public async Task WaitAsync()
    {
        Reports.Add(this.GetPrimaryKeyString() + "gate", "entered");
        await Gates.Of(this);
        Reports.Add(this, "done");
    }

    public Task WaitAtMostAsync() => WaitAsync();

    public Task WaitLongAsync() => WaitAsync();

    public async Task<string> AskAsync(ISlowGrain other)
    {
        try
        {
            await other.WaitAsync();
            return "answered";
        }
        catch (TimeoutException)
        {
            return "timed out";
        }
    }
}

public sealed class TimeoutTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(1)));
        builder.ConfigureClient(client => client.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(4)));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_call_without_an_answer_times_out_and_goes_on_running()
    {
        var key = Keys.New();

        var call = _cluster.Client.GetGrain<ISlowGrain>(key).WaitAsync();
        await Reports.NextAsync(key + "gate");
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        Gates.Open(key);

        Assert.Equal("done", await Reports.NextAsync(key));
    }

    [Fact]
    public async Task A_call_of_a_grain_times_out_by_the_options_of_the_silo()
    {
        var key = Keys.New();
        var grain = _cluster.Client.GetGrain<ISlowGrain>(Keys.New());

        Assert.Equal("timed out", await grain.AskAsync(_cluster.Client.GetGrain<ISlowGrain>(key)));
        Gates.Open(key);
    }

    [Fact]
    public async Task A_method_may_have_a_timeout_of_its_own()
    {
        await using var cluster = await TestCluster.StartAsync();
        var key = Keys.New();

        await Assert.ThrowsAsync<TimeoutException>(() => cluster.Client.GetGrain<ISlowGrain>(key).WaitAtMostAsync());
        Gates.Open(key);
    }

    [Fact]
    public async Task A_call_that_waits_behind_another_times_out_and_does_not_run_later()
    {
        var key = Keys.New();
        var grain = _cluster.Client.GetGrain<ISlowGrain>(key);

        var first = grain.WaitAsync();
        await Reports.NextAsync(key + "gate");
        var second = grain.WaitAsync();
        await Task.WhenAll(Assert.ThrowsAsync<TimeoutException>(() => first), Assert.ThrowsAsync<TimeoutException>(() => second));
        Gates.Open(key);
        await grain.WaitLongAsync();

        Assert.Equal(["done", "done"], Reports.TakeAll(key));
    }
}
