#if ENGINE_ORLEANS
using System.Net;
using System.Net.Sockets;
using Actors.Api.Hosting;
using Orleans.Configuration;
using Orleans.Dashboard;
#endif

namespace Actors.Silo.Hosting;

/// <summary>What runs the actors. With <c>ClusterClient</c>, the part of API nodes, the only source that knows of the two engines; the property <c>Engine</c> of the build chooses.</summary>
internal static class Engine
{
#if ENGINE_ORLEANS
    public const string Name = "orleans";
    public const bool CanCluster = true;

    /// <summary>A silo of Microsoft Orleans: alone, or one of those that meet in the database.</summary>
    public static void AddEngine(this WebApplicationBuilder builder, ClusterOptions cluster, Action<ISiloBuilder> configure) => builder.UseOrleans(silo =>
    {
        if (cluster.IsCluster)
        {
            JoinCluster(silo, cluster, builder.Configuration.GetConnectionString("Actors"));
        }
        else
        {
            // No gateway: the API calls from inside, and nobody else shall.
            silo.UseLocalhostClustering(PortOrFree(cluster.SiloPort, IPAddress.Loopback), cluster.GatewayPort, serviceId: cluster.ServiceId, clusterId: cluster.ClusterId);
        }

        if (cluster.Tls.CanBeUsed())
        {
            silo.UseTls(tls => ClusterClient.Secure(tls, cluster.Tls));
        }

        if (cluster.Dashboard)
        {
            silo.AddDashboard(ClusterClient.ConfigureDashboard);
        }

        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = cluster.Patience;
            // An activation that ends while it is called, on a silo that leaves while it is called, is followed.
            messaging.MaxForwardCount = 5;
        });
        configure(silo);
    });

    private static void JoinCluster(ISiloBuilder silo, ClusterOptions cluster, string? database)
    {
        var address = IPAddress.TryParse(cluster.Advertise, out var advertised) ? advertised : IPAddress.Loopback;

        silo.UseAdoNetClustering(membership =>
        {
            membership.Invariant = "Npgsql";
            membership.ConnectionString = DatabaseHosts.TextOfPrimary(database);
        });
        silo.Configure<Orleans.Configuration.ClusterOptions>(ids => (ids.ClusterId, ids.ServiceId) = (cluster.ClusterId, cluster.ServiceId));
        silo.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.AdvertisedIPAddress = address;
            endpoint.SiloPort = PortOrFree(cluster.SiloPort, address);
            endpoint.GatewayPort = PortOrFree(cluster.GatewayPort, address);
        });
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            // A silo is missed after three probes, told dead by a second one, and all hear of it at once.
            membership.ProbeTimeout = cluster.ProbeTimeout;
            membership.MaxProbeTimeout = 2 * cluster.ProbeTimeout;
            membership.NumMissedProbesLimit = 3;
            membership.NumVotesForDeathDeclaration = 2;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            // Rows of silos long gone are of no use to anyone.
            membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
        });
    }

    private static int PortOrFree(int port, IPAddress address)
    {
        if (port != 0)
        {
            return port;
        }

        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
#else
    public const string Name = "embedded";
    public const bool CanCluster = false;

    /// <summary>The embedded engine of this process.</summary>
    public static void AddEngine(this WebApplicationBuilder builder, ClusterOptions cluster, Action<ISiloBuilder> configure) => builder.UseOrleans(silo =>
    {
        silo.Configure<Orleans.Configuration.SiloMessagingOptions>(messaging => messaging.ResponseTimeout = cluster.Patience);
        configure(silo);
    });
#endif
}
