using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Actors.Testing;

namespace Actors.Tests.Health;

[Collection(ProbedTests.Name)]
public sealed class ProbeAdministrationTests(HealthService service)
{
    private const string Probes = "/api/v1/admin/probes";

    [Fact]
    public async Task A_probe_that_was_added_runs_is_replaced_and_goes_when_removed()
    {
        using var admin = await service.NewAdministratorAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var (name, target) = ($"port-{Guid.NewGuid():N}", $"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        using var added = await admin.PostAsync(Probes, new { name, kind = "tcp", target, interval_seconds = 1 });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal($"{Probes}/{name}", added.Headers.Location?.ToString());
        await admin.UntilAsync("/health/system", page => StatusOf(page, name) == "HEALTHY");

        using var replaced = await admin.PostAsync(Probes, new { name, kind = "tcp", target = "tcp://127.0.0.1:1", interval_seconds = 1 });
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        await admin.UntilAsync("/health/system", page => StatusOf(page, name) == "UNHEALTHY");

        var one = await admin.UntilAsync($"{Probes}/{name}", probe => probe.GetProperty("results").GetArrayLength() > 0);
        Assert.Equal("added", one.Text("origin"));
        Assert.Equal(1, one.GetProperty("timeout_seconds").GetDouble());
        Assert.Equal(["at", "status", "latency_ms", "detail", "metrics"], one.GetProperty("results")[0].Names());

        using var removed = await admin.DeleteAsync(new Uri($"{Probes}/{name}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        await admin.UntilAsync("/health/system", page => StatusOf(page, name) is null);
        using var again = await admin.DeleteAsync(new Uri($"{Probes}/{name}", UriKind.Relative));
        await again.IsProblemAsync(404, "not_found");
        using var gone = await admin.GetAsync(new Uri($"{Probes}/{name}", UriKind.Relative));
        await gone.IsProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task A_probe_that_is_paused_checks_nothing_and_makes_nothing_worse_until_it_goes_on()
    {
        using var admin = await service.NewAdministratorAsync();
        var name = $"port-{Guid.NewGuid():N}";
        using var added = await admin.PostAsync(Probes, new { name, kind = "tcp", target = "tcp://127.0.0.1:1", interval_seconds = 1, critical = true });
        await admin.UntilAsync($"{Probes}/{name}", probe => probe.GetProperty("results").GetArrayLength() > 0);
        // The pages know of it when they have asked next.
        await admin.UntilAsync("/health/ready", page => page.GetProperty("checks").EnumerateArray().Any(check => check.Text("name") == name));
        using var unready = await admin.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "5"), (unready.StatusCode, unready.Headers.RetryAfter?.ToString()));

        var paused = await (await admin.PostAsync($"{Probes}/{name}/pause", null)).JsonAsync();
        Assert.True(paused.GetProperty("paused").GetBoolean());
        await admin.UntilAsync("/health/ready", page => page.Text("status") == "HEALTHY");
        var shown = (await admin.PageAsync("/health/system")).GetProperty("checks").EnumerateArray().Single(check => check.Text("name") == name);
        Assert.Equal(("UNHEALTHY", "paused: it does not check"), (shown.Text("status"), shown.Text("detail")));

        var resumed = await (await admin.PostAsync($"{Probes}/{name}/resume", null)).JsonAsync();
        Assert.False(resumed.GetProperty("paused").GetBoolean());
        await admin.UntilAsync("/health/system", page => StatusOf(page, name) == "UNHEALTHY" && page.Text("status") == "UNHEALTHY");
        Assert.Equal(503, await admin.StatusAsync("/health/ready"));

        var events = await admin.PageAsync("/api/v1/admin/events?type=probe.paused");
        Assert.Contains(events.GetProperty("items").EnumerateArray(), item => item.GetRawText().Contains(name, StringComparison.Ordinal));
        await admin.DeleteAsync(new Uri($"{Probes}/{name}", UriKind.Relative));
        await (await admin.PostAsync($"{Probes}/{name}/pause", null)).IsProblemAsync(404, "not_found");
        await (await admin.PostAsync($"{Probes}/{name}/resume", null)).IsProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task The_password_of_a_target_is_never_shown()
    {
        using var admin = await service.NewAdministratorAsync();
        var name = $"cache-{Guid.NewGuid():N}";

        using var added = await admin.PostAsync(Probes, new { name, kind = "redis", target = "redis://:hunter2@127.0.0.1:1/0" });
        var answer = await added.JsonAsync();
        await admin.UntilAsync($"{Probes}/{name}", probe => probe.GetProperty("results").GetArrayLength() > 0);

        Assert.Equal("redis://:***@127.0.0.1:1/0", answer.Text("target"));

        foreach (var page in new[] { Probes, $"{Probes}/{name}", "/health/system", "/health/ready" })
        {
            Assert.DoesNotContain("hunter2", await admin.GetStringAsync(new Uri(page, UriKind.Relative)), StringComparison.Ordinal);
        }

        // Sent back as it is shown, it would put stars in place of the password.
        using var shown = await admin.PostAsync(Probes, new { name, kind = "redis", target = answer.Text("target") });
        Assert.Equal(["target:hidden_secret"], (await shown.IsProblemAsync(422, "validation_failed")).FieldCodes());
        await admin.DeleteAsync(new Uri($"{Probes}/{name}", UriKind.Relative));
    }

    [Fact]
    public async Task The_list_has_pages()
    {
        using var admin = await service.NewAdministratorAsync();
        var names = Enumerable.Range(0, 3).Select(i => $"zz-{i}-{Guid.NewGuid():N}").ToArray();

        foreach (var name in names)
        {
            using var response = await admin.PostAsync(Probes, new { name, kind = "heartbeat" });
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }

        var all = await admin.UntilAsync(Probes, list => list.GetProperty("items").EnumerateArray().Count(item => names.Contains(item.Text("name"))) == 3);
        var seen = new List<string>();
        string? cursor = null;

        do
        {
            var page = await admin.PageAsync($"{Probes}?limit=2" + (cursor is null ? "" : $"&cursor={cursor}"));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.Text("name")!));
            cursor = page.Text("next_cursor");
        }
        while (cursor is not null);

        Assert.Equal(all.GetProperty("items").EnumerateArray().Select(item => item.Text("name")), seen);
    }

    [Fact]
    public async Task A_probe_is_removed_by_its_name_in_the_query_too()
    {
        using var admin = await service.NewAdministratorAsync();
        var name = $"agent-{Guid.NewGuid():N}";
        using var added = await admin.PostAsync(Probes, new { name, kind = "heartbeat" });

        using var removed = await admin.DeleteAsync(new Uri($"{Probes}?name={name}", UriKind.Relative));
        using var again = await admin.DeleteAsync(new Uri($"{Probes}?name={name}", UriKind.Relative));
        using var configured = await admin.DeleteAsync(new Uri($"{Probes}?name=storage", UriKind.Relative));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.NoContent), (added.StatusCode, removed.StatusCode));
        await again.IsProblemAsync(404, "not_found");
        await configured.IsProblemAsync(409, "conflict");
    }

    [Theory]
    [InlineData("", "name:required")]
    [InlineData("?name=", "name:required")]
    [InlineData("?name=one&name=two", "name:invalid_parameter")]
    [InlineData("?name=one&force=true", "force:unknown_parameter")]
    public async Task No_probe_is_removed_without_its_name(string query, string expected)
    {
        using var admin = await service.NewAdministratorAsync();

        using var refused = await admin.DeleteAsync(new Uri(Probes + query, UriKind.Relative));

        Assert.Equal([expected], (await refused.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task A_configured_probe_cannot_be_removed()
    {
        using var admin = await service.NewAdministratorAsync();

        using var response = await admin.DeleteAsync(new Uri($"{Probes}/storage", UriKind.Relative));

        await response.IsProblemAsync(409, "conflict");
    }

    [Fact]
    public async Task A_definition_that_cannot_work_is_refused_field_by_field()
    {
        using var admin = await service.NewAdministratorAsync();

        using var empty = await admin.PostAsync(Probes, new { });
        using var wrong = await admin.PostAsync(
            Probes, new { name = "x", kind = "tcp", target = "host", interval_seconds = 0.01, failures = 9, speed = 1 });
        using var kind = await admin.PostAsync(Probes, new { name = "x", kind = "gopher" });

        Assert.Equal(["name:required"], (await empty.IsProblemAsync(422, "validation_failed")).FieldCodes());
        Assert.Equal(["speed:unknown_field"], (await wrong.IsProblemAsync(422, "validation_failed")).FieldCodes());
        Assert.Equal(["kind:invalid_value"], (await kind.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task The_values_of_a_definition_are_refused_together()
    {
        using var admin = await service.NewAdministratorAsync();

        using var wrong = await admin.PostAsync(
            Probes, new { name = "x", kind = "tcp", target = "host", interval_seconds = 0.01, timeout_seconds = 0.02, failures = 9 });

        Assert.Equal(
            ["target:invalid_value", "interval_seconds:invalid_value", "failures:invalid_value"],
            (await wrong.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task Only_administrators_see_probes()
    {
        using var nobody = service.NewClient();
        using var user = (await service.NewUserAsync()).Client;

        Assert.Equal(401, await nobody.StatusAsync(Probes));
        Assert.Equal(403, await user.StatusAsync(Probes));
    }

    private static string? StatusOf(System.Text.Json.JsonElement page, string name) =>
        page.GetProperty("checks").EnumerateArray().Where(check => check.Text("name") == name).Select(check => check.Text("status")).SingleOrDefault();
}
