using Actors.Testing;

namespace Actors.Tests.Telemetry;

/// <summary>What a collector is sent.</summary>
public sealed class OtlpTests : IAsyncLifetime
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string CallersSpan = "00f067aa0ba902b7";

    private readonly TemporaryDirectory _data = new();
    private OtlpReceiver _collector = null!;

    public async ValueTask InitializeAsync() => _collector = await OtlpReceiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _collector.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task The_spans_of_one_request_are_joined_from_its_caller_through_the_API_to_the_grains()
    {
        await using (var actors = await StartAsync())
        {
            await SendAsync(actors, HttpMethod.Post, "/api/v1/auth/register?secret=in-the-query", $"00-{Trace}-{CallersSpan}-01");
            await StopAsync(actors);
        }

        var spans = _collector.Spans.Where(span => span.TraceId == Trace).ToArray();
        var request = Assert.Single(spans, span => span.ParentId == CallersSpan);
        var address = Assert.Single(spans, span => span.Name == "ILoginNameGrain/RegisterAsync");
        var account = Assert.Single(spans, span => span.Name == "IUserGrain/CreateAsync");

        Assert.Equal("POST /api/v1/auth/register", request.Name);
        Assert.Equal("201", request.Tags["http.response.status_code"]);
        Assert.Equal("/api/v1/auth/register", request.Tags["http.route"]);
        Assert.Equal("/api/v1/auth/register", request.Tags["url.path"]);
        Assert.Equal("the-traced-one", request.Tags["actors.request_id"]);
        Assert.Equal((request.SpanId, address.SpanId), (address.ParentId, account.ParentId));
        // Every span hangs on another, down to the caller's.
        Assert.All(spans, span => Assert.Contains(span.ParentId, spans.Select(other => other.SpanId).Append(CallersSpan)));
        Assert.Equal("CreateAsync", account.Tags["rpc.method"]);
    }

    [Fact]
    public async Task A_caller_that_does_not_trace_and_the_pages_of_monitors_make_no_spans()
    {
        await using (var actors = await StartAsync())
        {
            await SendAsync(actors, HttpMethod.Post, "/api/v1/auth/register", $"00-{Trace}-{CallersSpan}-00");
            await SendAsync(actors, HttpMethod.Get, "/health/ready", $"00-{Trace}-{CallersSpan}-01");
            await SendAsync(actors, HttpMethod.Get, "/metrics", $"00-{Trace}-{CallersSpan}-01");
            await StopAsync(actors);
        }

        Assert.DoesNotContain(_collector.Spans, span => span.TraceId == Trace);
    }

    [Fact]
    public async Task Metrics_are_sent_with_the_headers_that_the_collector_asks_for()
    {
        await using var actors = await StartAsync("--Telemetry:Headers", "x-key=let me in", "--Telemetry:MetricsInterval", "00:00:01");

        await Eventually.IsAsync(
            () => _collector.HasMetric("actors.grain.call.duration") && _collector.HasMetric("actors.hashing.refused"), "the metrics");
        Assert.All(_collector.Keys, key => Assert.Equal("let me in", key));
    }

    [Fact]
    public async Task A_collector_that_is_not_there_holds_nothing_up()
    {
        await _collector.DisposeAsync();
        await using var actors = await StartAsync();

        await SendAsync(actors, HttpMethod.Post, "/api/v1/auth/register", $"00-{Trace}-{CallersSpan}-01");

        await StopAsync(actors);
    }

    private Task<ActorsProcess> StartAsync(params string[] options) =>
        ActorsProcess.StartAsync(_data.Path, ["--Telemetry:Endpoint", _collector.Address, .. options]);

    private static async Task SendAsync(ActorsProcess actors, HttpMethod method, string path, string traceparent)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("traceparent", traceparent);
        request.Headers.Add("X-Request-ID", "the-traced-one");

        if (method == HttpMethod.Post)
        {
            request.Content = System.Net.Http.Json.JsonContent.Create(new { email = HttpAccounts.NewEmail(), password = HttpAccounts.Password });
        }

        using var response = await actors.Client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode);
    }

    private static async Task StopAsync(ActorsProcess actors)
    {
        await actors.SignalStopAsync();
        Assert.Equal(0, await actors.ExitCodeAsync());
    }
}
