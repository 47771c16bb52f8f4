using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Hosting;

/// <summary>A server in the place of an API node, which writes down who is said to call.</summary>
internal sealed class StandInNode : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StandInNode()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapGet("/", (HttpRequest request) => Callers.Enqueue($"{request.Headers["X-Forwarded-For"]}"));
        _server.MapMethods("/busy", [HttpMethods.Get, HttpMethods.Put, HttpMethods.Delete], (HttpRequest request) =>
        {
            Refused.Enqueue(request.Method);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        });
        _server.MapGet("/watch", async (HttpResponse response) =>
        {
            await response.WriteAsync("first\n");
            await response.Body.FlushAsync();
            await _end.Task;
        });
        _server.MapGet("/metrics", () => "all that it knows of itself");
        _server.MapPost("/api/v1/{**import}", () => Results.Unauthorized());
        _server.MapPost("/", () =>
        {
            Writes.Enqueue("");
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        });
    }

    public ConcurrentQueue<string> Callers { get; } = [];

    public ConcurrentQueue<string> Writes { get; } = [];

    /// <summary>The methods of what it had no time for.</summary>
    public ConcurrentQueue<string> Refused { get; } = [];

    public string Address => _server.Urls.Single();

    public static async Task<StandInNode> StartAsync()
    {
        var node = new StandInNode();
        await node._server.StartAsync();
        return node;
    }

    /// <summary>Ends the answers that are under way.</summary>
    public void EndWatches() => _end.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        EndWatches();
        await _server.DisposeAsync();
    }
}
