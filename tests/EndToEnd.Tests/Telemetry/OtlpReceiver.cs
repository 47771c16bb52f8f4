using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Telemetry;

/// <summary>A collector that takes OTLP over HTTP and keeps what it is sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentQueue<byte[]> _metrics = new();
    private readonly ConcurrentQueue<string> _keys = new();

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            foreach (var span in OtlpSpan.ReadAll(await ReadAsync(request)))
            {
                _spans.Enqueue(span);
            }
        });
        _server.MapPost("/v1/metrics", async (HttpRequest request) => _metrics.Enqueue(await ReadAsync(request)));
    }

    public string Address { get; private set; } = "";

    public IReadOnlyCollection<OtlpSpan> Spans => _spans;

    /// <summary>What was sent in the header <c>x-key</c>.</summary>
    public IReadOnlyCollection<string> Keys => _keys;

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._server.StartAsync();
        receiver.Address = receiver._server.Urls.Single();
        return receiver;
    }

    public bool HasMetric(string name) => _metrics.Any(message => message.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<byte[]> ReadAsync(HttpRequest request)
    {
        _keys.Enqueue(request.Headers["x-key"].ToString());
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
