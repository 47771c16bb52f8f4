using Actors.Testing;
using Orleans;
using Orleans.Runtime;

namespace Actors.Tests.Clusters;

public class ManagementTests
{
    [Fact]
    public async Task Hosts_and_activations_are_counted()
    {
        await using var cluster = await TestCluster.StartAsync(silos: 2);
        var management = cluster.Client.GetGrain<IManagementGrain>(0);
        var grains = Enumerable.Range(0, 7).Select(i => cluster.Client.GetGrain<IPlacedGrain>($"{i}")).ToArray();
        await Task.WhenAll(grains.Select(g => g.SiloAsync()));

        var detailed = (await management.GetDetailedGrainStatistics()).Where(s => s.GrainType.Contains(nameof(PlacedGrain), StringComparison.Ordinal)).ToArray();

        Assert.Equal(grains.Select(g => g.GetGrainId()).Order(), detailed.Select(d => d.GrainId).Order());
        Assert.Equal(grains.Select(g => g.GetGrainId()).Order(), (await management.GetActiveGrains(GrainType.Create("placed"))).Order());
        Assert.True(await management.GetTotalActivationCount() >= 7);
        Assert.Equal(1, await management.GetGrainActivationCount((GrainReference)grains[0]));
        Assert.Equal(await grains[0].SiloAsync(), $"{await management.GetActivationAddress(grains[0])}");
    }

    [Fact]
    public async Task The_status_of_each_silo_is_told()
    {
        await using var cluster = await TestCluster.StartAsync(silos: 2);
        var management = cluster.Client.GetGrain<IManagementGrain>(0);

        var hosts = await management.GetHosts();
        Assert.Equal(cluster.Silos.Select(s => s.SiloAddress).Order(), hosts.Keys.Order());
        Assert.All(hosts.Values, status => Assert.Equal(SiloStatus.Active, status));

        await cluster.StopSiloAsync(cluster.Silos[1]);

        Assert.Equal([cluster.Silos[0].SiloAddress], (await management.GetHosts(onlyActive: true)).Keys);
        Assert.Equal(cluster.Silos[0].Name, Assert.Single(await management.GetDetailedHosts(onlyActive: true)).SiloName);
    }

    [Fact]
    public async Task Activations_can_be_collected_by_hand()
    {
        await using var cluster = await TestCluster.StartAsync();
        var grain = cluster.Client.GetGrain<IPlacedGrain>(Keys.New());
        await grain.SiloAsync();
        var ended = cluster.WaitForDeactivationAsync(grain);

        await Eventually.IsAsync(
            async () =>
            {
                await cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
                return ended.IsCompleted;
            },
            "it is found idle, as it is a moment after its last answer");

        Assert.Equal("ActivationIdle", await Reports.NextAsync(grain.GetPrimaryKeyString()));
    }
}
