using Actors.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Actors.Testing;

/// <summary>Silos with every grain, in this process, over one store and one clock that the test moves.</summary>
public sealed class GrainCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private GrainCluster(int silos, IEnumerable<KeyValuePair<string, string?>> options, Action<IServiceCollection>? services)
    {
        var builder = new InProcessTestClusterBuilder((short)silos);

        builder.ConfigureSiloHost((_, host) => host.Configuration.AddInMemoryCollection(Defaults).AddInMemoryCollection(options));
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            silo.Services.AddGrains();
            silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, Storage);
            silo.Services.AddSingleton<IEventLog>(Storage);
            silo.Services.AddSingleton<IMailOutbox>(Outbox);
            silo.Services.AddSingleton<IUserIndex>(Storage);
            silo.Services.AddSingleton<IStateKeys>(Storage);
            services?.Invoke(silo.Services);
        });

        _cluster = builder.Build();
    }

    /// <summary>Cheap hashes, and a key of the test's own.</summary>
    public static IReadOnlyDictionary<string, string?> Defaults { get; } = new Dictionary<string, string?>
    {
        ["Passwords:BcryptCost"] = "4",
        ["Tokens:MasterKey"] = "dGhpcyBpcyB0aGUgbWFzdGVyIGtleSBvZiB0ZXN0cyE=",
    };

    public ManualClock Clock { get; } = new();

    public TestStorage Storage { get; } = new();

    public GivenUpMails Outbox { get; } = new();

    public IGrainFactory Grains => _cluster.Client;

    private IManagementGrain Management => Grains.GetGrain<IManagementGrain>(0);

    /// <summary>The silos that run.</summary>
    public IReadOnlyList<InProcessSiloHandle> Silos => [.. _cluster.Silos];

    public static async Task<GrainCluster> StartAsync(
        int silos = 1, IEnumerable<KeyValuePair<string, string?>>? options = null, Action<IServiceCollection>? services = null)
    {
        var cluster = new GrainCluster(silos, options ?? [], services);
        await cluster._cluster.DeployAsync();

        if (silos > 1)
        {
            // Orleans: silos that do not know each other yet place a grain each.
            await cluster._cluster.WaitForLivenessToStabilizeAsync();
        }

        return cluster;
    }

    /// <summary>Ends a silo as kill -9 does: nothing in it is told. Returns when the others and the client know.</summary>
    public async Task KillAsync(InProcessSiloHandle silo)
    {
        await _cluster.KillSiloAsync(silo);
        await _cluster.WaitForLivenessToStabilizeAsync(didKill: true);
    }

    /// <summary>Stops a silo in order: its calls are answered, its grains leave memory.</summary>
    public Task StopAsync(InProcessSiloHandle silo) => _cluster.StopSiloAsync(silo);

    /// <summary>The silo where a grain is in memory.</summary>
    public async Task<InProcessSiloHandle> HostOfAsync(IAddressable grain)
    {
        var address = await Management.GetActivationAddress(grain);
        return Silos.Single(silo => silo.SiloAddress.Equals(address));
    }

    /// <summary>Ends the silo where a grain is in memory.</summary>
    public async Task KillHostOfAsync(IAddressable grain) => await KillAsync(await HostOfAsync(grain));

    /// <summary>The keys of the grains that are in memory on any silo.</summary>
    public async Task<IReadOnlyCollection<string>> KeysInMemoryAsync() =>
        [.. (await Management.GetDetailedGrainStatistics()).Select(activation => activation.GrainId.Key.ToString()!)];

    /// <summary>How many grains of a type are in memory on any silo.</summary>
    public async Task<int> CountInMemoryAsync(string type) => (await Management.GetActiveGrains(GrainType.Create(type))).Count;

    /// <summary>Takes a grain out of memory; the next call reads its state again.</summary>
    public Task DeactivateAsync(IAddressable grain) => _cluster.DeactivateAsync(grain);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}

/// <summary>One silo for the tests of a class, which use fresh keys. A class that moves the clock has the cluster to itself.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    public GrainCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await GrainCluster.StartAsync();

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
