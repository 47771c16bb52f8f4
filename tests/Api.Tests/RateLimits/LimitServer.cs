using Actors.Api.RateLimits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Actors.Tests.RateLimits;

/// <summary>The endpoints of the limits over HTTP, on the grains of a test and open to everybody.</summary>
internal sealed class LimitServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private LimitServer(IGrainFactory grains, Node node)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(grains).AddSingleton(node.Policies).AddSingleton(node.Buckets);
        _server = builder.Build();
        _server.MapRateLimitChecks();
        _server.MapRateLimitBuckets();
    }

    public HttpClient Client { get; private set; } = null!;

    public static async Task<LimitServer> StartAsync(IGrainFactory grains, Node node)
    {
        var server = new LimitServer(grains, node);
        await server._server.StartAsync();
        server.Client = new HttpClient { BaseAddress = new Uri(server._server.Urls.Single()) };
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }
}
