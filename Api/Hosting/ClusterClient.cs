#if ENGINE_ORLEANS
using Orleans.Configuration;
using Orleans.Connections.Security;
#endif

namespace Actors.Api.Hosting;

/// <summary>The way from an API node to the silos of its cluster, and what both ends of it share. Only Microsoft Orleans has one.</summary>
public static class ClusterClient
{
#if ENGINE_ORLEANS
    internal static string? Refusal => null;

    /// <summary>Each side shows its certificate, and takes the other's if the cluster's authority vouches for it.</summary>
    public static void Secure(TlsOptions tls, ClusterTlsOptions options)
    {
        var authority = ClusterTls.AuthorityOf(options);
        tls.LocalCertificate = ClusterTls.CertificateOf(options);
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (other, _, _) => ClusterTls.IsSignedBy(authority, other);
        // Silos are known by their addresses; without a name the handshake would have none to send.
        tls.OnAuthenticateAsClient = (_, handshake) => handshake.TargetHost = "actors";
    }

    /// <summary>Finds the silos in the database and keeps connections to several of them.</summary>
    internal static void AddClusterClient(this WebApplicationBuilder builder, ClusterClientOptions options) => builder.UseOrleansClient(client =>
    {
        client.UseAdoNetClustering(membership =>
        {
            membership.Invariant = "Npgsql";
            membership.ConnectionString = builder.Configuration.GetConnectionString("Actors");
        });
        client.Configure<ClusterOptions>(ids => (ids.ClusterId, ids.ServiceId) = (options.ClusterId, options.ServiceId));
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = options.GatewayRefresh);
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.CallTimeout);

        if (options.Tls.CanBeUsed())
        {
            client.UseTls(tls => Secure(tls, options.Tls));
        }

        // The node listens once it has reached a silo; until then it asks again.
        client.UseConnectionRetryFilter(async (_, stopping) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), stopping);
            return true;
        });
    });
#else
    internal static string? Refusal =>
        "an API node calls the silos of a cluster, which needs Microsoft Orleans, and this program was built with the embedded engine: ./actors engine orleans chooses it. ./actors run serves the API and the actors in one process.";

    internal static void AddClusterClient(this WebApplicationBuilder builder, ClusterClientOptions options) => throw new NotSupportedException(Refusal);
#endif
}
