using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Telemetry;

/// <summary>The log file: one JSON line a request, and no secret in it.</summary>
public sealed class RequestLogTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Each_request_is_one_line_with_its_id_user_status_and_duration()
    {
        string user;

        await using (var actors = await ActorsProcess.StartAsync(_data.Path))
        {
            var email = HttpAccounts.NewEmail();
            user = (await actors.Client.RegisterAsync(email)).GetProperty("user").GetProperty("id").GetString()!;
            await actors.Client.SignInAsync(email);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me?token=secret-in-query");
            request.Headers.Add("X-Request-ID", "the-one-to-find");
            using var response = await actors.Client.SendAsync(request);
            await StopAsync(actors);
        }

        var line = Assert.Single(Lines(), line => line.TryGetProperty("request_id", out var id) && id.GetString() == "the-one-to-find");

        Assert.Equal("info", line.GetProperty("level").GetString());
        Assert.Equal(user, line.GetProperty("user_id").GetString());
        Assert.Equal("GET", line.GetProperty("method").GetString());
        Assert.Equal("/api/v1/auth/me", line.GetProperty("path").GetString());
        Assert.Equal(200, line.GetProperty("status").GetInt32());
        Assert.InRange(line.GetProperty("duration_ms").GetDouble(), 0.001, 60_000);
        Assert.Equal(TimeSpan.Zero, line.GetProperty("timestamp").GetDateTimeOffset().Offset);
        Assert.StartsWith("GET /api/v1/auth/me 200 in ", line.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(32, line.GetProperty("trace_id").GetString()!.Length);
    }

    [Fact]
    public async Task No_password_token_or_query_string_is_logged()
    {
        string token, refresh;

        await using (var actors = await ActorsProcess.StartAsync(_data.Path, "--Logging:Console", "json"))
        {
            var email = HttpAccounts.NewEmail();
            await actors.Client.RegisterAsync(email);
            var tokens = await actors.Client.SignInAsync(email);
            (token, refresh) = (tokens.GetProperty("access_token").GetString()!, tokens.GetProperty("refresh_token").GetString()!);
            using var response = await actors.Client.GetAsync("/api/v1/auth/me?token=secret-in-query");
            await StopAsync(actors);

            foreach (var secret in new[] { HttpAccounts.Password, token, refresh, "secret-in-query" })
            {
                Assert.DoesNotContain(actors.Output, line => line.Contains(secret, StringComparison.Ordinal));
                Assert.DoesNotContain(secret, LogText(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task An_address_in_the_key_of_a_bucket_is_neither_in_the_log_nor_in_the_audit_log()
    {
        const string Password = "the warden and her lantern";
        const string Address = "ada@example.com";
        string events;

        await using (var actors = await ActorsProcess.StartAsync(_data.Path, "--Admin:Email", "admin@localhost", "--Admin:Password", Password))
        {
            await actors.Client.SignInAsync("admin@localhost", Password);
            var bucket = new Uri($"/api/v1/admin/ratelimits/buckets/auth/account:{Uri.EscapeDataString(Address)}", UriKind.Relative);
            using var reset = await actors.Client.DeleteAsync(bucket);
            // An endpoint that is none has a line as well.
            using var refused = await actors.Client.PutAsync(bucket, null);
            Assert.Equal((204, 405), ((int)reset.StatusCode, (int)refused.StatusCode));
            events = await actors.Client.GetStringAsync(new Uri("/api/v1/admin/events?type=ratelimit.bucket_reset", UriKind.Relative));
            await StopAsync(actors);

            Assert.DoesNotContain(actors.Output, line => line.Contains(Address, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(Address, LogText(), StringComparison.Ordinal);
        Assert.Equal(
            ["DELETE 204", "PUT 405"],
            Lines().Where(line => line.TryGetProperty("path", out var path) && path.GetString() == "/api/v1/admin/ratelimits/buckets/auth/…")
                .Select(line => $"{line.GetProperty("method").GetString()} {line.GetProperty("status").GetInt32()}"));
        Assert.DoesNotContain(Address, events, StringComparison.Ordinal);
        Assert.Contains("account:sha256:", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_break_in_a_path_begins_no_line()
    {
        await using (var actors = await ActorsProcess.StartAsync(_data.Path))
        {
            using var response = await actors.Client.GetAsync("/a%0Aforged%20line");
            await StopAsync(actors);
            Assert.DoesNotContain(actors.Output, line => line.StartsWith("forged", StringComparison.Ordinal));
        }

        Assert.Single(Lines(), line => line.TryGetProperty("path", out var path) && path.GetString() == "/a%0Aforged%20line");
    }

    private static async Task StopAsync(ActorsProcess actors)
    {
        await actors.SignalStopAsync();
        Assert.Equal(0, await actors.ExitCodeAsync());
    }

    private string LogText() => string.Concat(Directory.GetFiles(Path.Combine(_data.Path, "logs")).Select(File.ReadAllText));

    private JsonElement[] Lines() => [.. LogText().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}
