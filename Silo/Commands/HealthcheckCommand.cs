using System.Net;
using Actors.Api.Configuration;
using Actors.Api.Hosting;
using Actors.Silo.Hosting;

namespace Actors.Silo.Commands;

/// <summary>
/// <c>healthcheck [ready|live]</c>: asks the server or API node that runs with the same options, on this machine, and ends with 0 when
/// it says yes, or is a silo that leaves HTTP to others. For containers, in whose images there is nothing else that could ask.
/// </summary>
internal static class HealthcheckCommand
{
    /// <summary>Less than the pause between two checks of any orchestrator.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(string[] given, CancellationToken cancellationToken)
    {
        var arguments = new Arguments("healthcheck", given, flags: [], values: []);
        var page = Page(arguments);
        var configuration = new ConfigurationManager();
        configuration.UseActorsSources(arguments.Options);

        if (!configuration.GetValue($"{ClusterOptions.Section}:{nameof(ClusterOptions.ServeApi)}", defaultValue: true))
        {
            // Nobody listens, which must not have it restarted for ever. The other silos see whether it lives.
            Command.Say($"this silo serves no HTTP (Cluster:ServeApi=false): there is nothing to ask");
            return;
        }

        // An API node has options that are none of the silo's, so they are not looked through here.
        var options = configuration.Get<HostingOptions>() ?? new HostingOptions();
        var address = Near(options.GetAddresses()[0]);

        try
        {
            using var client = new HttpClient(Directly()) { Timeout = Patience };
            using var answer = await client.GetAsync(new Uri(address, $"/health/{page}"), cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new NotHealthyException($"{address}health/{page} answers {(int)answer.StatusCode}.");
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            throw new NotHealthyException($"{address}health/{page} does not answer: {e.Message}", e);
        }
    }

    /// <summary>By no proxy, which this machine may have for what is far away, and whatever the certificate says: it has the name of the server outside.</summary>
    private static SocketsHttpHandler Directly() => new()
    {
        UseProxy = false,
#pragma warning disable CA5359 // It is this machine that is asked, for one word, and nothing is told to it.
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
#pragma warning restore CA5359
    };

    private static string Page(Arguments arguments)
    {
        var page = arguments.WordOr("ready");
        arguments.RefuseMore();
        return page is "ready" or "live" ? page : throw new WrongOptionException($"healthcheck is 'ready' or 'live', not '{page}'.");
    }

    /// <summary>Who listens on every address listens on loopback as well.</summary>
    private static Uri Near(string address)
    {
        var near = new UriBuilder(address.Replace("://*", "://127.0.0.1", StringComparison.Ordinal).Replace("://+", "://127.0.0.1", StringComparison.Ordinal));
        if (IPAddress.TryParse(near.Host, out var host) && (host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any)))
        {
            near.Host = IPAddress.Loopback.ToString();
        }

        return near.Uri;
    }
}
