using System.Collections.Concurrent;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>The silos of this process by cluster, for clients that run beside them. There is no other place to look: this engine opens no connection.</summary>
internal static class ClusterRegistry
{
    private static readonly ConcurrentDictionary<(string Service, string Cluster), Cluster> Clusters = new();

    public static void Add(ClusterOptions options, Cluster cluster) => Clusters[(options.ServiceId, options.ClusterId)] = cluster;

    public static void Remove(ClusterOptions options, Cluster cluster) =>
        Clusters.TryRemove(KeyValuePair.Create((options.ServiceId, options.ClusterId), cluster));

    public static Cluster Find(ClusterOptions options) =>
        Clusters.TryGetValue((options.ServiceId, options.ClusterId), out var cluster) ? cluster
            : throw new OrleansConfigurationException(
                $"No silo of the cluster '{options.ClusterId}' has started in this process. The embedded engine is a host for one process; a client of other processes needs Engine=Orleans.");
}
