using System.Collections.ObjectModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A cluster of several silos in this process, for tests. Each silo has its own services; calls and stored memory are shared.</summary>
public sealed class InProcessTestCluster : IDisposable, IAsyncDisposable
{
    private readonly Cluster _cluster = new();
    private readonly List<InProcessSiloHandle> _silos = [];
    private IHost? _client;
    private int _startedSilos;

    internal InProcessTestCluster(InProcessTestClusterOptions options) => Options = options;

    /// <summary>What the cluster is made of.</summary>
    public InProcessTestClusterOptions Options { get; }

    /// <summary>The silos that run.</summary>
    public ReadOnlyCollection<InProcessSiloHandle> Silos
    {
        get
        {
            lock (_silos)
            {
                return new([.. _silos]);
            }
        }
    }

    /// <summary>The client.</summary>
    public IClusterClient Client => _client?.Services.GetRequiredService<IClusterClient>()
        ?? throw new InvalidOperationException("The cluster has no client: it was not deployed, or has stopped.");

    /// <summary>Starts the silos and the client.</summary>
    public async Task DeployAsync()
    {
        try
        {
            await StartSilosAsync(Options.InitialSilosCount);
            if (Options.InitializeClientOnDeploy)
            {
                await InitializeClientAsync();
            }
        }
        catch
        {
            await StopAllSilosAsync();
            throw;
        }
    }

    /// <summary>Starts the client, anew if there is one.</summary>
    public async Task InitializeClientAsync()
    {
        await StopClusterClientAsync();
        _client = await TestHosts.StartClientAsync(_cluster, Options);
    }

    /// <summary>Starts more silos.</summary>
    public async Task<List<InProcessSiloHandle>> StartSilosAsync(int silosToStart)
    {
        var started = new List<InProcessSiloHandle>();
        for (var i = 0; i < silosToStart; i++)
        {
            started.Add(await StartAdditionalSiloAsync());
        }

        return started;
    }

    /// <summary>Starts one more silo.</summary>
    public async Task<InProcessSiloHandle> StartAdditionalSiloAsync()
    {
        var silo = await TestHosts.StartSiloAsync(_cluster, Options, (short)_startedSilos++);
        lock (_silos)
        {
            _silos.Add(silo);
        }

        return silo;
    }

    /// <summary>Stops a silo: its calls are answered, its activations deactivated.</summary>
    public Task StopSiloAsync(InProcessSiloHandle instance) => StopAsync(instance, stopGracefully: true);

    /// <summary>Kills a silo: its activations vanish without deactivation, and calls to them fail.</summary>
    public Task KillSiloAsync(InProcessSiloHandle instance) => StopAsync(instance, stopGracefully: false);

    /// <summary>Stops all silos.</summary>
    public async Task StopSilosAsync()
    {
        foreach (var silo in Silos)
        {
            await StopSiloAsync(silo);
        }
    }

    /// <summary>Stops the client and all silos.</summary>
    public async Task StopAllSilosAsync()
    {
        await StopClusterClientAsync();
        await StopSilosAsync();
    }

    /// <summary>Stops the client.</summary>
    public async Task StopClusterClientAsync()
    {
        if (Interlocked.Exchange(ref _client, null) is { } client)
        {
            await client.StopAsync();
            client.Dispose();
        }
    }

    /// <summary>The services of a silo, or of any.</summary>
    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null) =>
        silo is null ? Silos[0].ServiceProvider
        : Silos.FirstOrDefault(s => s.SiloAddress.Equals(silo))?.ServiceProvider ?? throw new ArgumentException($"No silo has the address {silo}.", nameof(silo));

    /// <summary>Every silo knows at once of the others here, so there is nothing to wait for.</summary>
#pragma warning disable CA1822 // It is an instance method in Orleans.
    public Task WaitForLivenessToStabilizeAsync(bool didKill = false) => Task.CompletedTask;
#pragma warning restore CA1822

    /// <summary>Ends when the grain's activation has ended.</summary>
    public Task WaitForDeactivationAsync(GrainId grainId) => _cluster.Find(grainId)?.Deactivated ?? Task.CompletedTask;

    /// <summary>Ends when the grain's activation has ended.</summary>
    public Task WaitForDeactivationAsync(IAddressable grain) => WaitForDeactivationAsync(grain.GetGrainId());

    /// <summary>Deactivates a grain and waits for it.</summary>
    public Task DeactivateAsync(GrainId grainId)
    {
        if (_cluster.Find(grainId) is not { } activation)
        {
            return Task.CompletedTask;
        }

        activation.Deactivate(new(DeactivationReasonCode.ApplicationRequested, "The test asked for it."));
        return activation.Deactivated;
    }

    /// <summary>Deactivates a grain and waits for it.</summary>
    public Task DeactivateAsync(IAddressable grain) => DeactivateAsync(grain.GetGrainId());

    /// <summary>Stops everything.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Stops everything.</summary>
    public async ValueTask DisposeAsync() => await StopAllSilosAsync();

    private async Task StopAsync(InProcessSiloHandle instance, bool stopGracefully)
    {
        await instance.StopSiloAsync(stopGracefully);
        lock (_silos)
        {
            _silos.Remove(instance);
        }

        await instance.DisposeAsync();
    }
}
