using System.Net;
using System.Net.Http.Headers;
using Actors.Testing;

namespace Actors.Tests.Health;

public sealed class HealthPageTests(HealthService service) : IClassFixture<HealthService>
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    public async Task The_process_answers(string page)
    {
        using var client = service.NewClientAt("203.0.113.9");

        var answer = await client.PageAsync(page);

        Assert.Equal(["status", "timestamp", "version", "uptime_seconds"], answer.Names());
        Assert.Equal("HEALTHY", answer.Text("status"));
        Assert.InRange(answer.GetProperty("uptime_seconds").GetDouble(), 0.01, 3600);
    }

    [Fact]
    public async Task Readiness_tells_the_critical_probes()
    {
        using var client = service.NewClient();
        // A check that took long says so instead.
        var answer = await client.UntilAsync("/health/ready", page =>
            page.Text("status") == "HEALTHY" && page.GetProperty("checks").Named("storage").Text("detail") == "written, synced and read");
        var storage = answer.GetProperty("checks").Named("storage");

        using var response = await Eventually.IsAsync(
            () => client.GetAsync(new Uri("/health/ready", UriKind.Relative)), response => response.StatusCode == HttpStatusCode.OK, "200");
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal(["status", "timestamp", "checks"], answer.Names());
        Assert.Equal(["name", "status", "latency_ms", "checked_at", "detail"], storage.Names());
    }

    [Fact]
    public async Task The_system_page_tells_every_probe()
    {
        using var client = service.NewClient();

        var answer = await client.UntilAsync("/health/system", page => page.Text("status") == "HEALTHY");

        Assert.Equal(["status", "timestamp", "duration_ms", "checks"], answer.Names());
        Assert.Equal(
            ["name", "kind", "status", "latency_ms", "p95_ms", "checked_at", "since", "consecutive_failures", "detail", "metrics"],
            answer.GetProperty("checks").Named("storage").Names());
    }

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/health/system")]
    [InlineData("/health/agent")]
    public async Task Strangers_are_told_the_status_alone(string page)
    {
        using var stranger = service.NewClientAt("203.0.113.9");
        using var neighbour = service.NewClientAt("10.1.2.3");

        Assert.Equal(["status"], (await stranger.PageAsync(page)).Names());
        Assert.Contains((await neighbour.PageAsync(page)).Names(), name => name is "checks" or "agents");
    }

    [Fact]
    public async Task A_caller_that_an_undeclared_hop_speaks_for_is_a_stranger()
    {
        // The hop 192.0.2.7 is not trusted: who is behind it is not known, only that it is not this machine.
        using var client = service.NewClientAt("127.0.0.1, 192.0.2.7");

        Assert.Equal(["status"], (await client.PageAsync("/health/system")).Names());
    }

    [Fact]
    public async Task A_page_whose_name_was_turned_to_this_machine_is_a_stranger()
    {
        using var client = service.NewClient();
        client.DefaultRequestHeaders.Host = "rebound.example";
        Assert.Equal(["status"], (await client.PageAsync("/health/system")).Names());

        client.DefaultRequestHeaders.Host = "[::1]:5080";
        Assert.Contains("checks", (await client.PageAsync("/health/system")).Names());
    }

    [Fact]
    public async Task Administrators_and_keys_with_the_scope_see_all_from_anywhere()
    {
        using var admin = await service.NewAdministratorAsync();
        using var user = (await service.NewUserAsync()).Client;
        using var reader = service.NewClient();
        using var reporter = service.NewClient();
        reader.DefaultRequestHeaders.Add("X-API-Key", await service.NewKeyAsync("health:read"));
        reporter.DefaultRequestHeaders.Add("X-API-Key", await service.NewKeyAsync("health:report"));

        foreach (var client in new[] { admin, user, reader, reporter })
        {
            client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        }

        Assert.Contains("checks", (await admin.PageAsync("/health/system")).Names());
        Assert.Contains("checks", (await reader.PageAsync("/health/system")).Names());
        Assert.Equal(["status"], (await user.PageAsync("/health/system")).Names());
        Assert.Equal(["status"], (await reporter.PageAsync("/health/system")).Names());
    }

    [Fact]
    public async Task Wrong_credentials_do_not_hide_the_status()
    {
        using var client = service.NewClientAt("203.0.113.9");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "nonsense");

        Assert.Equal(200, await client.StatusAsync("/health/live"));
        Assert.Equal(["status"], (await client.PageAsync("/health/ready")).Names());
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/health/system")]
    [InlineData("/health/agent")]
    public async Task The_media_type_of_health_is_spoken_on_request(string page)
    {
        using var client = service.NewClient();
        await client.UntilAsync("/health/ready", ready => ready.Text("status") == "HEALTHY");
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Add("Accept", "application/health+json, application/json;q=0.5");

        using var response = await client.SendAsync(request);

        Assert.Equal("application/health+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Accept", response.Headers.Vary.Single());
    }

    [Theory]
    [InlineData("application/json, application/health+json;q=0.9")]
    [InlineData("application/health+json;q=0, */*")]
    public async Task Who_would_rather_have_plain_JSON_gets_it(string accept)
    {
        using var client = service.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Add("Accept", accept);

        using var response = await client.SendAsync(request);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_media_type_of_health_has_its_own_words()
    {
        using var client = service.NewClient();
        var answer = await Eventually.IsAsync(
            () => client.PageAsync("/health/ready", "application/health+json"), page => page.Text("status") == "pass", "it is ready");
        var check = answer.GetProperty("checks").GetProperty("storage:responseTime")[0];

        Assert.Equal("actors", answer.Text("serviceId"));
        Assert.Equal("datastore", check.Text("componentType"));
        Assert.Equal("ms", check.Text("observedUnit"));
        Assert.Equal("pass", check.Text("status"));
    }
}
