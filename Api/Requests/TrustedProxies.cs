using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Actors.Api.Requests;

/// <summary>Whose word on the client's address counts. Section <c>Proxy</c>.</summary>
internal sealed class ProxyOptions
{
    public const string Section = "Proxy";

    /// <summary>
    /// Addresses and networks (<c>10.0.0.0/8</c>) of reverse proxies; a list, or one text with commas or semicolons between them;
    /// default none. Only from these are <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> believed, and only as far back as each
    /// hop is one of them.
    /// </summary>
    public IList<string> Trusted { get; } = [];
}

internal sealed class ValidateProxyOptions : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
    {
        var wrong = options.Trusted.Where(text => !TrustedProxies.TryParse(text, out _)).ToArray();

        return wrong.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{ProxyOptions.Section}:{nameof(ProxyOptions.Trusted)}: '{wrong[0]}' is neither an address nor a network such as 10.0.0.0/8.");
    }
}

internal static class TrustedProxies
{
    public static IServiceCollection AddTrustedProxies(this IServiceCollection services)
    {
        services.AddSection<ProxyOptions>(ProxyOptions.Section);
        services.AddSingleton<IValidateOptions<ProxyOptions>, ValidateProxyOptions>();

        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxy) =>
        {
            // The framework trusts loopback unless told otherwise; here nobody is trusted who is not named.
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            forwarded.ForwardedHeaders = ForwardedHeaders.None;

            forwarded.ForwardLimit = null;

            foreach (var text in proxy.Value.Trusted)
            {
                if (TryParse(text, out var network))
                {
                    forwarded.KnownIPNetworks.Add(network);
                    forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                }
            }
        });

        return services;
    }

    /// <summary>A network, or an address as the network of itself.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
        {
            return true;
        }

        if (!IPAddress.TryParse(text, out var address))
        {
            return false;
        }

        network = new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
        return true;
    }
}
