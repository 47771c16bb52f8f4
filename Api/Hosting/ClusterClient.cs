#if ENGINE_ORLEANS
using Actors.Api.Dashboard;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Connections.Security;
using Orleans.Dashboard;
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

    /// <summary>The dashboard shows numbers; logs have their files.</summary>
    public static void ConfigureDashboard(DashboardOptions dashboard) => dashboard.HideTrace = true;

    /// <summary>Puts Orleans' dashboard at <c>/dashboard</c>, where this process has it.</summary>
    internal static void MapDashboard(this WebApplication app)
    {
        // What adds the dashboard configures its options; nothing else of it can be asked for.
        if (app.Services.GetServices<IConfigureOptions<DashboardOptions>>().Any())
        {
            app.MapOrleansDashboard(DashboardAccess.Path).ForAdministrators();
            app.MapDashboardSignIn();
        }
    }

    /// <summary>Finds the silos in the database and keeps connections to several of them.</summary>
    internal static void AddClusterClient(this WebApplicationBuilder builder, ClusterClientOptions options) => builder.UseOrleansClient(client =>
    {
        client.UseAdoNetClustering(membership =>
        {
            membership.Invariant = "Npgsql";
            membership.ConnectionString = DatabaseHosts.TextOfPrimary(builder.Configuration.GetConnectionString("Actors"));
        });
        client.Configure<ClusterOptions>(ids => (ids.ClusterId, ids.ServiceId) = (options.ClusterId, options.ServiceId));
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = options.GatewayRefresh);
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.Patience);

        if (options.Tls.CanBeUsed())
        {
            client.UseTls(tls => Secure(tls, options.Tls));
        }

        if (options.Dashboard)
        {
            client.AddDashboard(ConfigureDashboard);
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

    internal static void MapDashboard(this WebApplication app)
    {
        // The embedded engine has none.
    }

    internal static void AddClusterClient(this WebApplicationBuilder builder, ClusterClientOptions options) => throw new NotSupportedException(Refusal);
#endif
}
