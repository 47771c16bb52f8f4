using Actors.Testing;
using Orleans;
using Orleans.Runtime;

namespace Actors.Tests.Timers;

public interface IListeningGrain : IGrainWithStringKey
{
    Task StartAsync();

    Task StopAsync();

    Task<string> PingAsync();
}

/// <summary>What listens to the token of its timer fails.</summary>
internal sealed class ListeningGrain : Grain, IListeningGrain
{
    private IGrainTimer? _timer;

    public Task StartAsync()
    {
        _timer = this.RegisterGrainTimer(
            token =>
            {
                token.Register(static () => throw new InvalidOperationException("it fails"));
                Reports.Add(this, "tick");
                return Task.CompletedTask;
            },
            TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task StopAsync()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task<string> PingAsync() => Task.FromResult("pong");
}

public class TimerTokenTests(RuntimeFixture cluster)
{
    [Fact]
    public async Task What_listens_to_a_timer_and_fails_keeps_no_activation_from_its_end()
    {
        var grain = await TickedAsync();

        await cluster.Cluster.DeactivateAsync(grain).WaitAsync(Eventually.Patience);

        Assert.Equal("pong", await grain.PingAsync());
    }

    [Fact]
    public async Task It_does_not_fail_who_stops_the_timer()
    {
        var grain = await TickedAsync();

        await grain.StopAsync();

        Assert.Equal("pong", await grain.PingAsync());
    }

    private async Task<IListeningGrain> TickedAsync()
    {
        var grain = cluster.New<IListeningGrain>(out var key);
        await grain.StartAsync();
        Assert.Equal("tick", await Reports.NextAsync(key));
        return grain;
    }
}
