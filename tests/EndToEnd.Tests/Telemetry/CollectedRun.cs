using System.Net.Http.Json;
using Actors.Testing;

namespace Actors.Tests.Telemetry;

/// <summary>A collector, and all that it was sent by a program that has ended since.</summary>
public sealed class CollectedRun : IAsyncLifetime
{
    /// <summary>Of a request whose caller traces it.</summary>
    public const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    /// <summary>Of a request whose caller does not trace it, and of traced ones for the pages of monitors.</summary>
    public const string LeftOut = "0af7651916cd43dd8448eb211c80319c";

    public const string CallersSpan = "00f067aa0ba902b7";

    private readonly TemporaryDirectory _data = new();

    internal OtlpReceiver Collector { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Collector = await OtlpReceiver.StartAsync();
        await using var actors = await ActorsProcess.StartAsync(
            _data.Path, "--Telemetry:Endpoint", Collector.Address, "--Telemetry:Headers", "x-key=let me in", "--Telemetry:MetricsInterval", "00:00:01");

        await SendAsync(actors, HttpMethod.Post, "/api/v1/auth/register?secret=in-the-query", $"00-{Trace}-{CallersSpan}-01");
        await SendAsync(actors, HttpMethod.Post, "/api/v1/auth/register", $"00-{LeftOut}-{CallersSpan}-00");
        await SendAsync(actors, HttpMethod.Get, "/health/ready", $"00-{LeftOut}-{CallersSpan}-01");
        await SendAsync(actors, HttpMethod.Get, "/metrics", $"00-{LeftOut}-{CallersSpan}-01");
        await Eventually.IsAsync(
            () => Collector.HasMetric("actors.grain.call.duration") && Collector.HasMetric("actors.hashing.refused"), "the metrics");
        await actors.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (Collector?.DisposeAsync() ?? ValueTask.CompletedTask);
        _data.Dispose();
    }

    /// <summary>Sends a request that must be answered well.</summary>
    public static async Task SendAsync(ActorsProcess actors, HttpMethod method, string path, string traceparent)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("traceparent", traceparent);
        request.Headers.Add("X-Request-ID", "the-traced-one");

        if (method == HttpMethod.Post)
        {
            request.Content = JsonContent.Create(new { email = HttpAccounts.NewEmail(), password = HttpAccounts.Password });
        }

        using var response = await actors.Client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode);
    }
}
