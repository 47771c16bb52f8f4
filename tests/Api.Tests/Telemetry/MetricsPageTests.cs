using Actors.Testing;
using Actors.Tests.Health;

namespace Actors.Tests.Telemetry;

[Collection(MeteredTests.Name)]
public sealed class MetricsPageTests(MeteredService service)
{
    [Fact]
    public async Task It_is_text_of_the_version_that_Prometheus_reads()
    {
        using var client = service.NewClient();
        using var response = await client.GetAsync("/metrics");

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.All(
            (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches(@"^(# (HELP [a-zA-Z_:][\w:]* .*|TYPE [a-zA-Z_:][\w:]* (counter|gauge|histogram))|[a-zA-Z_:][\w:]*(\{\w+=""[^""]*""(,\w+=""[^""]*"")*\})? (-?[0-9.]+(E[-+]?[0-9]+)?|[-+]Inf|NaN))$", line));
    }

    [Fact]
    public async Task Requests_are_counted_by_route_and_status()
    {
        using var client = service.NewClient();
        var before = await service.MetricsAsync();

        await client.StatusAsync("/problems/not-found");
        await client.StatusAsync("/problems/locked-nowhere");
        await client.StatusAsync("/api/v1/auth/me");

        const string count = "http_server_request_duration_seconds_count";
        const string me = count + """{http_request_method="GET",http_response_status_code="401",http_route="/api/v1/auth/me"}""";
        const string problems = """http_route="/problems/{name}"}""";
        var metrics = before;
        // A request is counted a moment after its answer.
        await service.UntilAsync(lines =>
        {
            metrics = lines;
            return Growth(me) >= 1 && Growth(count, problems) >= 2;
        });
        Assert.Equal(1, Growth(me));
        Assert.Equal(2, Growth(count, problems));
        Assert.DoesNotContain(metrics, line => line.Key.Contains("locked-nowhere", StringComparison.Ordinal));

        double Growth(string start, string end = "") => metrics.Sum(start, end) - before.Sum(start, end);
    }

    [Fact]
    public async Task Grain_calls_are_counted_by_class_method_and_outcome()
    {
        var user = await service.NewUserAsync();
        var before = await service.MetricsAsync();

        Assert.Equal(200, await user.Client.StatusAsync("/api/v1/auth/me"));

        const string checks = """actors_grain_call_duration_seconds_count{grain="SessionGrain",method="CheckAsync",outcome="ok"}""";
        Assert.Equal(before.Sum(checks) + 1, (await service.MetricsAsync()).Sum(checks));
    }

    [Fact]
    public async Task Activations_are_counted_by_class()
    {
        await service.NewUserAsync();

        await service.UntilAsync(metrics => metrics.Sum("""actors_grain_activations{grain="UserGrain"}""") >= 1);
    }

    [Fact]
    public async Task Limits_tell_who_was_admitted_and_refused_by_policy()
    {
        using var admin = await service.NewAdministratorAsync();
        var check = new { policy = "slow", key = "the only one", cost = MeteredService.SlowLimit };

        for (var i = 0; i < 3; i++)
        {
            using var answer = await admin.PostAsync("/api/v1/ratelimits/check", check);
            Assert.True(answer.IsSuccessStatusCode);
        }

        var metrics = await service.MetricsAsync();
        Assert.Equal(
            (1, 2),
            (metrics.Sum("""actors_ratelimits_admitted_total{policy="slow"}"""), metrics.Sum("""actors_ratelimits_refused_total{policy="slow"}""")));
    }

    [Theory]
    [InlineData("actors_info")]
    [InlineData("actors_hashing_queue")]
    [InlineData("actors_hashing_refused_total")]
    [InlineData("actors_hashing_hashes_total")]
    [InlineData("actors_hashing_duration_seconds_bucket")]
    [InlineData("actors_storage_batch_size_bucket")]
    [InlineData("actors_storage_commit_duration_seconds_bucket")]
    [InlineData("actors_storage_conflicts_total")]
    [InlineData("actors_storage_queue_length")]
    [InlineData("actors_ratelimits_shadow_refused_total")]
    [InlineData("actors_ratelimits_unavailable_total")]
    [InlineData("actors_probe_status")]
    [InlineData("actors_probe_duration_seconds_bucket")]
    [InlineData("actors_mail_waiting")]
    [InlineData("actors_mail_abandoned")]
    [InlineData("actors_mail_sent_total")]
    [InlineData("actors_mail_given_up_total")]
    [InlineData("http_server_active_requests")]
    [InlineData("kestrel_active_connections")]
    [InlineData("dotnet_process_cpu_time_seconds_total")]
    [InlineData("dotnet_gc_collections_total")]
    [InlineData("dotnet_process_memory_working_set_bytes")]
    [InlineData("dotnet_thread_pool_queue_length_total")]
    public async Task What_operators_watch_is_there_from_the_start(string metric)
    {
        await service.NewUserAsync();

        await service.UntilAsync(metrics => metrics.Keys.Any(line => line == metric || line.StartsWith(metric + "{", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Strangers_find_nothing_there()
    {
        using var stranger = service.NewClientAt("203.0.113.9");
        using var neighbour = service.NewClientAt("10.1.2.3");
        using var user = (await service.NewUserAsync()).Client;
        user.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");

        await (await stranger.GetAsync("/metrics")).IsProblemAsync(404, "not_found");
        await (await user.GetAsync("/metrics")).IsProblemAsync(404, "not_found");
        Assert.Equal(200, await neighbour.StatusAsync("/metrics"));
    }

    [Fact]
    public async Task Administrators_and_keys_with_the_scope_read_it_from_anywhere()
    {
        using var admin = await service.NewAdministratorAsync();
        using var reader = service.NewClientAt("203.0.113.9");
        using var reporter = service.NewClientAt("203.0.113.9");
        admin.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        reader.DefaultRequestHeaders.Add("X-API-Key", await service.NewKeyAsync("health:read"));
        reporter.DefaultRequestHeaders.Add("X-API-Key", await service.NewKeyAsync("health:report"));

        Assert.Equal(200, await admin.StatusAsync("/metrics"));
        Assert.Equal(200, await reader.StatusAsync("/metrics"));
        Assert.Equal(404, await reporter.StatusAsync("/metrics"));
    }
}
