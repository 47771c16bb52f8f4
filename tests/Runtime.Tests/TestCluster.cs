using Orleans.Hosting;
using Orleans.TestingHost;

namespace Actors.Tests;

/// <summary>Starts a cluster for one test, with memory storage under the names that the test grains use.</summary>
internal static class TestCluster
{
    public static async Task<InProcessTestCluster> StartAsync(Action<ISiloBuilder>? configure = null, short silos = 1)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault();
            silo.AddMemoryGrainStorage("other");
            configure?.Invoke(silo);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();

        if (silos > 1)
        {
            // Orleans: silos that do not know each other yet place a grain each.
            await cluster.WaitForLivenessToStabilizeAsync();
        }

        return cluster;
    }
}
