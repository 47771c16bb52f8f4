using Actors.Testing;

namespace Actors.Tests.Telemetry;

/// <summary>The log file: one JSON line a request, and no secret in it.</summary>
public sealed class RequestLogTests(LoggedRun run) : IClassFixture<LoggedRun>
{
    [Fact]
    public void Each_request_is_one_line_with_its_id_user_status_and_duration()
    {
        var line = Assert.Single(run.Lines, line => line.TryGetProperty("request_id", out var id) && id.GetString() == LoggedRun.RequestId);

        Assert.Equal("info", line.GetProperty("level").GetString());
        Assert.Equal(run.User, line.GetProperty("user_id").GetString());
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
        using var data = new TemporaryDirectory();
        await using var actors = await ActorsProcess.StartAsync(data.Path, "--Logging:Console", "json");
        var email = HttpAccounts.NewEmail();
        await actors.Client.RegisterAsync(email);
        var tokens = await actors.Client.SignInAsync(email);
        var (token, refresh) = (tokens.GetProperty("access_token").GetString()!, tokens.GetProperty("refresh_token").GetString()!);
        using var response = await actors.Client.GetAsync("/api/v1/auth/me?token=secret-in-query");
        await actors.StopAsync();

        foreach (var secret in new[] { HttpAccounts.Password, token, refresh, "secret-in-query" })
        {
            Assert.DoesNotContain(actors.Output, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, LogFile.Text(data.Path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_address_in_the_key_of_a_bucket_is_neither_in_the_log_nor_in_the_audit_log()
    {
        Assert.Equal((204, 405), run.Statuses);
        Assert.DoesNotContain(run.Output, line => line.Contains(LoggedRun.Address, StringComparison.Ordinal));
        Assert.DoesNotContain(LoggedRun.Address, run.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["DELETE 204", "PUT 405"],
            run.Lines.Where(line => line.TryGetProperty("path", out var path) && path.GetString() == "/api/v1/admin/ratelimits/buckets/auth/…")
                .Select(line => $"{line.GetProperty("method").GetString()} {line.GetProperty("status").GetInt32()}"));
        Assert.DoesNotContain(LoggedRun.Address, run.Events, StringComparison.Ordinal);
        Assert.Contains("account:sha256:", run.Events, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_break_in_a_path_begins_no_line()
    {
        Assert.DoesNotContain(run.Output, line => line.StartsWith("forged", StringComparison.Ordinal));
        Assert.Single(run.Lines, line => line.TryGetProperty("path", out var path) && path.GetString() == "/a%0Aforged%20line");
    }
}
