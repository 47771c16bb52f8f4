using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>One silo: what its activations need of their host.</summary>
internal sealed class LocalSilo : ILocalSiloDetails
{
    private readonly ConcurrentDictionary<GrainId, StatelessWorkers> _workers = new();

    public LocalSilo(IServiceProvider services, Cluster cluster, ILogger<LocalSilo> logger)
    {
        Services = services;
        Cluster = cluster;
        Logger = logger;
        Collection = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        ManagementTime = services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.ActivationManagement);
        GrainTime = services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.Grains);
        Clock = new Clock(ManagementTime);
        IncomingFilters = [.. services.GetServices<IIncomingGrainCallFilter>()];

        var endpoint = services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        SiloAddress = SiloAddress.New(endpoint.AdvertisedIPAddress ?? IPAddress.Loopback, endpoint.SiloPort, SiloAddress.AllocateNewGeneration());
        Name = services.GetRequiredService<IOptions<SiloOptions>>().Value.SiloName ?? $"Silo_{SiloAddress.Generation}";
        ClusterId = services.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId;
        Route = new CallRoute(cluster, this, services, services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value);
        Classes = new GrainClasses(services.GetRequiredService<IOptions<GrainTypeOptions>>().Value.Classes);
    }

    public IServiceProvider Services { get; }

    public Cluster Cluster { get; }

    public ILogger Logger { get; }

    public GrainCollectionOptions Collection { get; }

    /// <summary>For idle collection and the timeouts of activation and deactivation.</summary>
    public TimeProvider ManagementTime { get; }

    /// <summary>For grain timers.</summary>
    public TimeProvider GrainTime { get; }

    public Clock Clock { get; }

    public IIncomingGrainCallFilter[] IncomingFilters { get; }

    public CallRoute Route { get; }

    public GrainClasses Classes { get; }

    public string Name { get; }

    public string ClusterId { get; }

    public string DnsHostName => Dns.GetHostName();

    public SiloAddress SiloAddress { get; }

    public SiloAddress GatewayAddress => SiloAddress;

    public SiloStatus Status { get; set; } = SiloStatus.Created;

    public DateTime StartedAt { get; set; }

    public DateTime? EndedAt { get; set; }

    /// <summary>Set while the last silo stops: calls of grains are still served, those of others are not.</summary>
    public bool RefusesOutsideCalls { get; set; }

    public IEnumerable<Activation> Workers => _workers.SelectMany(entry => entry.Value.All);

    public IEnumerable<Activation> Activations => Cluster.Activations.Where(a => a.Silo == this);

    public StatelessWorkers WorkersOf(GrainId grainId, GrainClass grainClass) =>
        _workers.GetOrAdd(grainId, static (id, x) => new StatelessWorkers(id, x.grainClass, x.Item2), (grainClass, this));

    /// <summary>Ends as a crash would.</summary>
    public void Kill()
    {
        Status = SiloStatus.Dead;
        EndedAt ??= ManagementTime.GetUtcNow().UtcDateTime;
        foreach (var activation in Activations)
        {
            activation.Kill();
        }
    }
}
