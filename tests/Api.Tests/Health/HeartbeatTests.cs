using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Actors.Api.Health;
using Actors.Testing;

namespace Actors.Tests.Health;

[Collection(ProbedTests.Name)]
public sealed class HeartbeatTests(HealthService service)
{
    [Fact]
    public async Task An_agent_is_known_by_its_first_heartbeat_and_unhealthy_when_it_falls_silent()
    {
        using var agent = await service.NewAgentAsync();
        using var viewer = service.NewClient();
        var name = NewName();

        using var response = await agent.PostAsJsonAsync(Path(name), new { status = "DEGRADED", detail = "queue is long", ttl_seconds = 90 });
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);

        var shown = (await viewer.UntilAsync("/health/agent", page => Has(page, name, "DEGRADED"))).GetProperty("agents").Named(name);
        Assert.Equal(["name", "status", "last_seen", "ttl_seconds", "detail"], shown.Names());
        Assert.Equal("queue is long", shown.Text("detail"));
        Assert.Equal(90, shown.GetProperty("ttl_seconds").GetDouble());

        using var last = await agent.PostAsync(Path(name), new { ttl_seconds = 1 });
        Assert.Equal(HttpStatusCode.NoContent, last.StatusCode);
        var silent = (await viewer.UntilAsync("/health/agent", page => Has(page, name, "UNHEALTHY"))).GetProperty("agents").Named(name);
        Assert.StartsWith("silent: no heartbeat for ", silent.Text("detail"), StringComparison.Ordinal);

        using var again = await agent.PostAsync(Path(name), new { });
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        await viewer.UntilAsync("/health/agent", page => Has(page, name, "HEALTHY"));
    }

    [Fact]
    public async Task What_an_agent_has_reported_is_on_the_page_that_is_asked_for_next()
    {
        using var agent = await service.NewAgentAsync();
        using var viewer = service.NewClient();
        var name = NewName();
        using var first = await agent.PostAsJsonAsync(Path(name), new { });
        await viewer.UntilAsync("/health/agent", page => Has(page, name, "HEALTHY"));

        // A page that was so long under way may have given up waiting: it is no proof, and the next report is looked at.
        var (reported, shown, _) = await Eventually.IsAsync(
            async () =>
            {
                var detail = $"{Guid.NewGuid():N}";
                using var response = await agent.PostAsJsonAsync(Path(name), new { detail });
                var asked = Stopwatch.GetTimestamp();
                var page = await viewer.PageAsync("/health/agent");
                return (detail, page.GetProperty("agents").Named(name).Text("detail"), Stopwatch.GetElapsedTime(asked));
            },
            round => round.Item3 < ProbeBoard.Patience / 2,
            "a page that did not have to wait");

        Assert.Equal(reported, shown);
    }

    [Fact]
    public async Task A_heartbeat_needs_no_body()
    {
        using var agent = await service.NewAgentAsync();

        using var response = await agent.PostAsync(new Uri(Path(NewName()), UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task A_heartbeat_needs_a_key_with_the_scope()
    {
        using var nobody = service.NewClient();
        using var reader = service.NewClient();
        reader.DefaultRequestHeaders.Add("X-API-Key", await service.NewKeyAsync("health:read"));

        using var unauthenticated = await nobody.PostAsync(Path("agent"), new { });
        using var lacking = await reader.PostAsync(Path("agent"), new { });

        await unauthenticated.IsProblemAsync(401, "unauthenticated");
        await lacking.IsProblemAsync(403, "insufficient_scope");
    }

    [Fact]
    public async Task A_heartbeat_with_wrong_fields_is_refused_field_by_field()
    {
        using var agent = await service.NewAgentAsync();

        using var wrong = await agent.PostAsync(
            Path(NewName()), new { status = "FINE", detail = "two\nlines", ttl_seconds = 0, more = 1 });
        using var longer = await agent.PostAsync(Path(NewName()), new { detail = new string('x', 1001) });
        using var name = await agent.PostAsync(Path("a%20b"), new { });

        Assert.Equal(
            ["more:unknown_field", "status:invalid_status", "detail:invalid_text", "ttl_seconds:out_of_range"],
            (await wrong.IsProblemAsync(422, "validation_failed")).FieldCodes());
        Assert.Equal(["detail:too_long"], (await longer.IsProblemAsync(422, "validation_failed")).FieldCodes());
        Assert.Equal(["name:invalid_name"], (await name.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task A_probe_that_checks_by_itself_takes_no_heartbeats()
    {
        using var agent = await service.NewAgentAsync();

        using var response = await agent.PostAsync(Path("storage"), new { });

        await response.IsProblemAsync(409, "conflict");
    }

    private static string NewName() => $"agent-{Guid.NewGuid():N}";

    private static string Path(string name) => $"/api/v1/health/agents/{name}/heartbeat";

    private static bool Has(System.Text.Json.JsonElement page, string name, string status) =>
        page.GetProperty("agents").EnumerateArray().Any(agent => agent.Text("name") == name && agent.Text("status") == status);
}
