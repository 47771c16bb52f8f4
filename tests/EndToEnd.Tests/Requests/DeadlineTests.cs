using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;

namespace Actors.Tests.Requests;

/// <summary>Nobody waits for ever: neither a client for the service nor the service for a client.</summary>
public sealed class DeadlineTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_request_whose_body_does_not_come_is_answered_when_its_time_is_up()
    {
        await using var actors = await ActorsProcess.StartAsync(_data.Path, "--Requests:Timeout", "00:00:01");
        using var connection = new TcpClient(actors.Client.BaseAddress!.Host, actors.Client.BaseAddress.Port);
        await using var stream = connection.GetStream();

        // So much at once that its sender is not taken for too slow.
        var begun = new string(' ', 20_000) + "{";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/auth/register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20100\r\nConnection: close\r\n\r\n{begun}"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync().WaitAsync(Eventually.Patience);

        Assert.StartsWith("HTTP/1.1 504", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"deadline_exceeded\"", answer, StringComparison.Ordinal);
        Assert.Matches(@"\r\nX-Request-ID: [0-9a-f]{32}\r\n", answer);
        Assert.Contains("X-Content-Type-Options: nosniff", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Security-Policy: default-src 'none'", answer, StringComparison.Ordinal);
        Assert.Contains("RateLimit: \"auth\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grain_that_does_not_answer_in_time_is_a_503_that_says_when_to_come_back_and_what_it_did_is_kept()
    {
        await using var actors = await ActorsProcess.StartAsync(_data.Path, "--Cluster:CallTimeout", "00:00:15", "--Storage:BusyTimeout", "00:01:00", "--RateLimits:Enabled", "false");
        var email = HttpAccounts.NewEmail();
        await actors.Client.RegisterAsync(email);
        await actors.Client.SignInAsync(email);
        Assert.Equal((HttpStatusCode.Created, "\"1\""), await PutAsync(actors.Client, "light"));

        // Another program holds the database: the write of the grain waits.
        using (var other = SqliteDatabase.OpenToWrite(Path.Combine(_data.Path, SqliteStore.FileName), TimeSpan.FromSeconds(30)))
        {
            other.Execute("BEGIN IMMEDIATE");
            using var late = await actors.Client.PutAsJsonAsync("/api/v1/personas/default/settings", new { theme = "dark" });
            var problem = JsonSerializer.Deserialize<JsonElement>(await late.Content.ReadAsStringAsync());
            other.Execute("ROLLBACK");

            Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
            Assert.Equal("unavailable", problem.GetProperty("code").GetString());
            Assert.Equal(TimeSpan.FromSeconds(1), late.Headers.RetryAfter?.Delta);
        }

        // The call went on, and the next write finds what it made.
        var settings = new Uri("/api/v1/settings", UriKind.Relative);
        await Eventually.IsAsync(async () => (await actors.Client.GetAsync(settings)).Headers.ETag?.Tag, tag => tag == "\"2\"", "what the late call wrote");
        Assert.Equal((HttpStatusCode.OK, "\"3\""), await PutAsync(actors.Client, "dark"));
    }

    [Fact]
    public async Task A_watcher_that_goes_away_ends_its_request()
    {
        await using var actors = await ActorsProcess.StartAsync(_data.Path);
        var email = HttpAccounts.NewEmail();
        await actors.Client.RegisterAsync(email);
        await actors.Client.SignInAsync(email);

        using (var watch = await actors.Client.GetAsync(new Uri("/api/v1/personas/default/settings/watch", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.Equal(HttpStatusCode.OK, watch.StatusCode);
        }

        // Its line is written when its work is done. Left to itself it would find out at its next comment, after 15 seconds.
        var line = await actors.LineAsync(text => text.Contains("GET /api/v1/personas/default/settings/watch", StringComparison.Ordinal));
        Assert.InRange(Milliseconds(line), 0, 14_000);
    }

    private static double Milliseconds(string line)
    {
        var words = line.Split(' ');
        return double.Parse(words[Array.LastIndexOf(words, "in") + 1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<(HttpStatusCode Status, string? Tag)> PutAsync(HttpClient client, string theme)
    {
        using var response = await client.PutAsJsonAsync("/api/v1/personas/default/settings", new { theme });
        return (response.StatusCode, response.Headers.ETag?.Tag);
    }
}
