using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Actors.Tests.Clusters;

/// <summary>A killed silo is gone at once here, and memory storage outlives it. In Orleans it is missed first; <c>EndToEnd.Tests</c> kill processes.</summary>
public class KillTests
{
    [Fact]
    public async Task Killing_a_silo_drops_its_activations_without_deactivation_and_calls_go_on_elsewhere()
    {
        await using var cluster = await TestCluster.StartAsync(silos: 2);
        var (key, grain) = await ClusterTests.OnSiloAsync(cluster, cluster.Silos[1].SiloAddress);
        var running = grain.WaitAsync(key + "gate");
        await Reports.NextAsync(key + "gate");
        var waiting = grain.SiloAsync();

        await cluster.KillSiloAsync(cluster.Silos[1]);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => running);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => waiting);
        Gates.Open(key + "gate");
        Assert.Equal($"{cluster.Silos.Single().SiloAddress}", await grain.SiloAsync());
        Assert.Equal([], Reports.TakeAll(key));
        Assert.Equal([], Reports.TakeAll(key + "gate"));
    }

    [Fact]
    public async Task A_killed_silo_is_known_as_such_to_the_others()
    {
        await using var cluster = await TestCluster.StartAsync(silos: 2);
        var oracle = cluster.Silos[0].ServiceProvider.GetRequiredService<ISiloStatusOracle>();
        var (own, other) = (cluster.Silos[0].SiloAddress, cluster.Silos[1].SiloAddress);
        Assert.Equal(new[] { own, other }.Order(), oracle.GetActiveSilos().Order());

        await cluster.KillSiloAsync(cluster.Silos[1]);

        Assert.Equal(own, Assert.Single(oracle.GetActiveSilos()));
        Assert.Equal((SiloStatus.Active, SiloStatus.Dead), (oracle.CurrentStatus, oracle.GetApproximateSiloStatus(other)));
        Assert.True(oracle.IsDeadSilo(other));
    }

    [Fact]
    public async Task What_one_silo_stored_another_reads()
    {
        await using var cluster = await TestCluster.StartAsync(silos: 2);
        var notes = Enumerable.Range(0, 20).Select(i => cluster.Client.GetGrain<Storage.INoteGrain>($"{i}")).ToArray();
        await Task.WhenAll(notes.Select(n => n.WriteAsync("text")));

        await cluster.KillSiloAsync(cluster.Silos[1]);

        Assert.All(await Task.WhenAll(notes.Select(n => n.ReadAsync())), text => Assert.StartsWith("text", text, StringComparison.Ordinal));
    }
}
