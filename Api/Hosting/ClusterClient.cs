#if ENGINE_ORLEANS
using Orleans.Configuration;
#endif

namespace Actors.Api.Hosting;

/// <summary>The way from an API node to the silos of its cluster. Only Microsoft Orleans has one.</summary>
internal static class ClusterClient
{
#if ENGINE_ORLEANS
    public static string? Refusal => null;

    /// <summary>Finds the silos in the database and keeps connections to several of them.</summary>
    public static void AddClusterClient(this WebApplicationBuilder builder, ClusterClientOptions options) => builder.UseOrleansClient(client =>
    {
        client.UseAdoNetClustering(membership =>
        {
            membership.Invariant = "Npgsql";
            membership.ConnectionString = builder.Configuration.GetConnectionString("Actors");
        });
        client.Configure<ClusterOptions>(ids => (ids.ClusterId, ids.ServiceId) = (options.ClusterId, options.ServiceId));
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = options.GatewayRefresh);
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.CallTimeout);
        // The node listens once it has reached a silo; until then it asks again.
        client.UseConnectionRetryFilter(async (_, stopping) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), stopping);
            return true;
        });
    });
#else
    public static string? Refusal =>
        "an API node calls the silos of a cluster, which needs Microsoft Orleans, and this program was built with the embedded engine: ./actors engine orleans chooses it. ./actors run serves the API and the actors in one process.";

    public static void AddClusterClient(this WebApplicationBuilder builder, ClusterClientOptions options) => throw new NotSupportedException(Refusal);
#endif
}
