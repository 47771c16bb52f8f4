using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Tests;

/// <summary>What a silo that is thought lost goes on with, beside one that has taken its place: both on the same rows, of which neither hears from the other.</summary>
public abstract class LostSiloTest : IAsyncLifetime
{
    private protected LostSiloTest() => (Late, Timely) = (new HeldWrites(Rows), new HeldWrites(Rows));

    private protected TestStorage Rows { get; } = new();

    /// <summary>The writes of the lost one.</summary>
    private protected HeldWrites Late { get; }

    /// <summary>The writes of the present one.</summary>
    private protected HeldWrites Timely { get; }

    private protected GrainCluster Lost { get; private set; } = null!;

    private protected GrainCluster Present { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Lost = await StartAsync(Late);
        Present = await StartAsync(Timely);
    }

    public async ValueTask DisposeAsync()
    {
        await Lost.DisposeAsync();
        await Present.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static Task<GrainCluster> StartAsync(HeldWrites writes) =>
        GrainCluster.StartAsync(services: services => services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, writes));
}
