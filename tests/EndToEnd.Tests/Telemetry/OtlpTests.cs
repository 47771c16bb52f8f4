using Actors.Testing;

namespace Actors.Tests.Telemetry;

/// <summary>What a collector is sent.</summary>
public sealed class OtlpTests(CollectedRun run) : IClassFixture<CollectedRun>
{
    [Fact]
    public void The_spans_of_one_request_are_joined_from_its_caller_through_the_API_to_the_grains()
    {
        var spans = run.Collector.Spans.Where(span => span.TraceId == CollectedRun.Trace).ToArray();
        var request = Assert.Single(spans, span => span.ParentId == CollectedRun.CallersSpan);
        var address = Assert.Single(spans, span => span.Name == "ILoginNameGrain/RegisterAsync");
        var account = Assert.Single(spans, span => span.Name == "IUserGrain/CreateAsync");

        Assert.Equal("POST /api/v1/auth/register", request.Name);
        Assert.Equal("201", request.Tags["http.response.status_code"]);
        Assert.Equal("/api/v1/auth/register", request.Tags["http.route"]);
        Assert.Equal("/api/v1/auth/register", request.Tags["url.path"]);
        Assert.Equal("the-traced-one", request.Tags["actors.request_id"]);
        Assert.Equal((request.SpanId, address.SpanId), (address.ParentId, account.ParentId));
        // Every span hangs on another, down to the caller's.
        Assert.All(spans, span => Assert.Contains(span.ParentId, spans.Select(other => other.SpanId).Append(CollectedRun.CallersSpan)));
        Assert.Equal("CreateAsync", account.Tags["rpc.method"]);
    }

    [Fact]
    public void A_caller_that_does_not_trace_and_the_pages_of_monitors_make_no_spans() =>
        Assert.DoesNotContain(run.Collector.Spans, span => span.TraceId == CollectedRun.LeftOut);

    [Fact]
    public void Metrics_are_sent_with_the_headers_that_the_collector_asks_for()
    {
        Assert.True(run.Collector.HasMetric("actors.grain.call.duration") && run.Collector.HasMetric("actors.hashing.refused"));
        Assert.All(run.Collector.Keys, key => Assert.Equal("let me in", key));
    }

    [Fact]
    public async Task A_collector_that_is_not_there_holds_nothing_up()
    {
        using var data = new TemporaryDirectory();
        var collector = await OtlpReceiver.StartAsync();
        await collector.DisposeAsync();
        await using var actors = await ActorsProcess.StartAsync(data.Path, "--Telemetry:Endpoint", collector.Address);

        await CollectedRun.SendAsync(actors, HttpMethod.Post, "/api/v1/auth/register", $"00-{CollectedRun.Trace}-{CollectedRun.CallersSpan}-01");

        await actors.StopAsync();
    }
}
