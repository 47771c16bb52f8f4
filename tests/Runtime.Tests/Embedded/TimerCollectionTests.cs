using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Actors.Tests.Timers;

/// <summary>Here a test may move the clock by which activations are collected; that of Orleans runs by itself.</summary>
public class TimerCollectionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ticks_keep_an_activation_only_if_they_shall(bool keepAlive)
    {
        var clock = new ManualClock();
        var key = Keys.New();
        await using var cluster = await TestCluster.StartAsync(silo =>
        {
            silo.Services.AddSingleton<TimeProvider>(clock);
            silo.Configure<GrainCollectionOptions>(o => o.CollectionAge = TimeSpan.FromMinutes(10));
        });
        var grain = cluster.Client.GetGrain<ITickGrain>(key);
        await grain.StartAsync(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(4), keepAlive: keepAlive);
        var ended = cluster.WaitForDeactivationAsync(grain);

        for (var tick = 1; tick <= 2; tick++)
        {
            clock.Advance(TimeSpan.FromMinutes(4));
            Assert.Equal($"tick {tick}", await Reports.NextAsync(key));
            await clock.TimerSetAsync(TimeSpan.FromMinutes(4)); // for the next tick: the report comes before
        }

        clock.Advance(TimeSpan.FromMinutes(3.5));
        if (keepAlive)
        {
            Assert.Equal("pong", await grain.PingAsync());
            Assert.False(ended.IsCompleted);
        }
        else
        {
            await clock.NextChecksEndAsync(ended);
        }
    }

    [Fact]
    public async Task A_tick_that_waits_when_its_activation_ends_makes_no_other()
    {
        var clock = new ManualClock();
        var key = Keys.New();
        await using var cluster = await TestCluster.StartAsync(silo => silo.Services.AddSingleton<TimeProvider>(clock));
        var grain = cluster.Client.GetGrain<ITickGrain>(key);
        await grain.StartAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        var ended = cluster.WaitForDeactivationAsync(grain);
        var running = grain.BlockAsync(key + "gate");
        Assert.Equal("entered", await Reports.NextAsync(key + "gate"));
        var last = grain.DeactivateAsync();
        clock.Advance(TimeSpan.FromSeconds(1));

        Gates.Open(key + "gate");
        await Task.WhenAll(running, last);
        await ended.WaitAsync(Eventually.Patience);

        // Nothing is there of which an end could be awaited.
        Assert.True(cluster.WaitForDeactivationAsync(grain).IsCompleted);
        Assert.Equal([], Reports.TakeAll(key));
    }
}
