using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>Starts and stops the silo with its host.</summary>
internal sealed class SiloHost(LocalSilo silo, SiloLifecycle lifecycle, IServiceProvider services, IOptions<ClusterOptions> options) : IHostedService
{
    private ITimer? _collector;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(cancellationToken);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (silo.Status == SiloStatus.Active)
        {
            await lifecycle.StopAsync(silo.Logger, cancellationToken, downTo: ServiceLifecycleStage.BecomeActive);
            silo.Status = SiloStatus.ShuttingDown;
            await SiloDrain.RunAsync(silo, cancellationToken);
        }

        Leave();
        await lifecycle.StopAsync(silo.Logger, cancellationToken);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        MessageCheck.Check(silo.Classes.Interfaces);

        silo.Status = SiloStatus.Joining;
        foreach (var participant in services.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
        {
            participant.Participate(lifecycle);
        }

        await lifecycle.StartAsync(cancellationToken, upTo: ServiceLifecycleStage.BecomeActive - 1);

        silo.Status = SiloStatus.Active;
        silo.StartedAt = silo.ManagementTime.GetUtcNow().UtcDateTime;
        silo.Cluster.Join(silo);
        ClusterRegistry.Add(options.Value, silo.Cluster);
        var quantum = silo.Collection.CollectionQuantum;
        _collector = silo.ManagementTime.CreateTimer(static silo => Collect((LocalSilo)silo!), silo, quantum, quantum);

        await lifecycle.StartAsync(cancellationToken);
        silo.Logger.LogInformation("The silo {Name} ({Address}) of the embedded engine has started.", silo.Name, silo.SiloAddress);
    }

    private void Leave()
    {
        _collector?.Dispose();
        ClusterRegistry.Remove(options.Value, silo.Cluster);
        silo.Kill();
        silo.Route.Dispose();
    }

    private static void Collect(LocalSilo silo)
    {
        foreach (var activation in silo.Activations)
        {
            var age = activation.Class.CollectionAge
                ?? (silo.Collection.ClassSpecificCollectionAge.TryGetValue(activation.Class.Type.FullName!, out var own) ? own : silo.Collection.CollectionAge);
            if (age != Timeout.InfiniteTimeSpan)
            {
                activation.CollectIfIdle(age);
            }
        }
    }
}
