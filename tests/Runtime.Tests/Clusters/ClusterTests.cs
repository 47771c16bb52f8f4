using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Placement;
using Orleans.Runtime;

namespace Actors.Tests.Clusters;

public interface IPlacedGrain : IGrainWithStringKey
{
    Task<string> SiloAsync();

    Task WaitAsync(string gate);

    Task<string> SiloOfLocalAsync(ILocalGrain other);
}

public interface ILocalGrain : IGrainWithStringKey
{
    Task<string> SiloAsync();
}

public interface IHashedGrain : IGrainWithStringKey
{
    Task<string> SiloAsync();
}

[RandomPlacement]
internal sealed class PlacedGrain : Grain, IPlacedGrain
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Reports.Add(this, $"{reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<string> SiloAsync() => Task.FromResult(RuntimeIdentity);

    public async Task WaitAsync(string gate)
    {
        Reports.Add(gate, "entered");
        await Gates.Of(gate);
        Reports.Add(gate, "went on");
    }

    public Task<string> SiloOfLocalAsync(ILocalGrain other) => other.SiloAsync();
}

[PreferLocalPlacement]
internal sealed class LocalGrain : Grain, ILocalGrain
{
    public Task<string> SiloAsync() => Task.FromResult(RuntimeIdentity);
}

[HashBasedPlacement]
internal sealed class HashedGrain : Grain, IHashedGrain
{
    public Task<string> SiloAsync() => Task.FromResult(RuntimeIdentity);
}

public class ClusterTests
{
    [Fact]
    public async Task Grains_spread_over_the_silos_and_calls_find_them()
    {
        await using var cluster = await TestCluster.StartAsync(silos: 3);
        var keys = Enumerable.Range(0, 100).Select(i => $"{i}").ToArray();

        var first = await Task.WhenAll(keys.Select(key => cluster.Client.GetGrain<IPlacedGrain>(key).SiloAsync()));
        var fromSilo = cluster.GetSiloServiceProvider().GetRequiredService<IGrainFactory>();
        var second = await Task.WhenAll(keys.Select(key => fromSilo.GetGrain<IPlacedGrain>(key).SiloAsync()));

        Assert.Equal(first, second);
        Assert.Equal(cluster.Silos.Select(s => $"{s.SiloAddress}").Order(), first.Distinct().Order());
    }

    [Fact]
    public async Task Racing_first_calls_on_several_silos_make_one_activation()
    {
        await using var cluster = await TestCluster.StartAsync(silos: 3);
        var factories = cluster.Silos.Select(s => s.SiloHost.Services.GetRequiredService<IGrainFactory>()).ToArray();

        for (var i = 0; i < 50; i++)
        {
            var key = Keys.New();
            var silos = await Task.WhenAll(factories.SelectMany(f => Enumerable.Range(0, 20).Select(_ => Task.Run(() => f.GetGrain<IPlacedGrain>(key).SiloAsync()))));
            Assert.Single(silos.Distinct());
        }
    }

    [Fact]
    public async Task Placement_may_prefer_the_silo_of_the_caller_or_follow_the_key()
    {
        await using var cluster = await TestCluster.StartAsync(silos: 3);

        for (var i = 0; i < 20; i++)
        {
            var caller = cluster.Client.GetGrain<IPlacedGrain>(Keys.New());
            Assert.Equal(await caller.SiloAsync(), await caller.SiloOfLocalAsync(cluster.Client.GetGrain<ILocalGrain>(Keys.New())));
        }

        var hashed = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => cluster.Client.GetGrain<IHashedGrain>($"{i}").SiloAsync()));
        Assert.Equal(3, hashed.Distinct().Count());
    }

    [Fact]
    public async Task Stopping_a_silo_answers_its_calls_deactivates_and_calls_go_on_elsewhere()
    {
        await using var cluster = await TestCluster.StartAsync(silos: 2);
        var (key, grain) = await OnSiloAsync(cluster, cluster.Silos[1].SiloAddress);
        var addresses = cluster.Silos.Select(s => $"{s.SiloAddress}").ToArray();
        var running = grain.WaitAsync(key + "gate");
        await Reports.NextAsync(key + "gate");

        var stop = cluster.StopSiloAsync(cluster.Silos[1]);
        var waiting = grain.SiloAsync();
        Gates.Open(key + "gate");

        await running;
        await stop;
        Assert.Equal("ShuttingDown", await Reports.NextAsync(key));
        // The silo that stops may still have answered it.
        Assert.Contains(await waiting, addresses);
        Assert.Equal($"{cluster.Silos.Single().SiloAddress}", await grain.SiloAsync());
    }

    [Fact]
    public async Task A_silo_may_join_later()
    {
        await using var cluster = await TestCluster.StartAsync();
        var added = await cluster.StartAdditionalSiloAsync();

        await OnSiloAsync(cluster, added.SiloAddress);

        Assert.Equal(2, cluster.Silos.Count);
    }

    internal static async Task<(string Key, IPlacedGrain Grain)> OnSiloAsync(Orleans.TestingHost.InProcessTestCluster cluster, SiloAddress address)
    {
        var placed = await Eventually.IsAsync(
            async () =>
            {
                var key = Keys.New();
                var grain = cluster.Client.GetGrain<IPlacedGrain>(key);
                return (Key: key, Grain: grain, Silo: await grain.SiloAsync());
            },
            one => one.Silo == $"{address}",
            $"a grain on {address}");
        return (placed.Key, placed.Grain);
    }
}
