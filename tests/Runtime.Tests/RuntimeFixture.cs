using Orleans;
using Orleans.Runtime;
using Orleans.TestingHost;

[assembly: AssemblyFixture(typeof(Actors.Tests.RuntimeFixture))]

namespace Actors.Tests;

/// <summary>One cluster of one silo for all tests that need nothing special; each test takes fresh keys.</summary>
public sealed class RuntimeFixture : IAsyncLifetime
{
    internal InProcessTestCluster Cluster { get; private set; } = null!;

    internal IGrainFactory Grains => Cluster.Client;

    public async ValueTask InitializeAsync() => Cluster = await TestCluster.StartAsync();

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();

    internal TGrain New<TGrain>(out string key)
        where TGrain : IGrainWithStringKey => Grains.GetGrain<TGrain>(key = Keys.New());

    internal TGrain New<TGrain>()
        where TGrain : IGrainWithStringKey => New<TGrain>(out _);
}
