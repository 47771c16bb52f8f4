using System.Net;
using Actors.Api.Access;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Microsoft.Extensions.Options;

namespace Actors.Api.Health;

/// <summary>Who sees more than the status: loopback, the trusted networks, administrators, and API keys with the scope <c>health:read</c>.</summary>
internal sealed class HealthDetails(Identity identity, IOptions<ProxyOptions> proxies, TimeProvider clock)
{
    private readonly IPNetwork[] _trusted =
        [.. proxies.Value.Trusted.Select(text => TrustedProxies.TryParse(text, out var network) ? network : default)];

    /// <param name="context">The request.</param>
    /// <param name="patience">How long the caller's identity may be asked for, which is asked of a grain; without an answer it is a stranger.</param>
    public async ValueTask<bool> AreForAsync(HttpContext context, TimeSpan patience) =>
        IsNear(context) || (Identity.IsClaimed(context.Request.Headers) && await IsEntitledAsync(context, patience));

    private bool IsNear(HttpContext context)
    {
        // A proxy on this machine that nobody declared: its connections come from loopback, its callers do not.
        if (context.Connection.RemoteIpAddress is not { } address || context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("Forwarded"))
        {
            return false;
        }

        // A page of the Internet whose name was turned to this machine asks from loopback, too, by the browser of whoever looks at it.
        var plain = ClientAddress.Plain(address);
        return IPAddress.IsLoopback(plain) ? IsOwnName(context.Request.Host.Host) : _trusted.Any(network => network.Contains(plain));
    }

    private static bool IsOwnName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out _);

    private async Task<bool> IsEntitledAsync(HttpContext context, TimeSpan patience)
    {
        try
        {
            var (user, _) = await identity.OfAsync(context).AsTask().WaitAsync(patience, clock);
            return user is not null && (user.IsAdmin || user.Scopes.Contains(Scopes.HealthRead));
        }
        catch (Exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            // Whoever they are, they still learn the status.
            return false;
        }
    }
}
