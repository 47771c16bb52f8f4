using System.IO.Compression;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Telemetry;

/// <summary>The log files of a running program.</summary>
[Collection(BusyCollection.Name)]
public sealed class LogFileTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_line_of_a_grain_names_the_request_its_trace_its_user_its_session_and_the_grain()
    {
        string user, session;

        await using (var actors = await ActorsProcess.StartAsync(_data.Path, "--Logging:LogLevel:Actors.Calls", "Debug"))
        {
            var email = HttpAccounts.NewEmail();
            user = (await actors.Client.RegisterAsync(email)).GetProperty("user").GetProperty("id").GetString()!;
            session = (await actors.Client.SignInAsync(email)).GetProperty("session_id").GetString()!;
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/sessions");
            request.Headers.Add("X-Request-ID", "the-one-to-find");
            request.Headers.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
            using var response = await actors.Client.SendAsync(request);
            Assert.True(response.IsSuccessStatusCode);
            await actors.StopAsync();
        }

        var lines = Lines().Where(line => Text(line, "request_id") == "the-one-to-find").ToArray();
        var account = Assert.Single(lines, line => Text(line, "grain") == $"user/{user}");

        Assert.Equal((user, session), (Text(account, "user_id"), Text(account, "session_id")));
        Assert.All(lines, line => Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", Text(line, "trace_id")));
        Assert.Equal(session, Text(lines.Single(line => line.TryGetProperty("status", out _)), "session_id"));
        Assert.DoesNotContain(Lines(), line => Text(line, "grain")?.Contains('@', StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Lines_are_in_the_order_in_which_they_were_logged()
    {
        await using (var actors = await ActorsProcess.StartAsync(_data.Path, "--Logging:LogLevel:Actors.Calls", "Debug"))
        {
            await actors.Client.SignInAsync((await actors.Client.RegisterAsync(HttpAccounts.NewEmail())).GetProperty("user").GetProperty("email").GetString()!);

            for (var i = 0; i < 50; i++)
            {
                using var response = await actors.Client.GetAsync(new Uri("/api/v1/auth/sessions", UriKind.Relative));
                Assert.True(response.IsSuccessStatusCode);
            }

            await actors.StopAsync();
        }

        // What its grains log comes before the line about a request, though those are written out together.
        var requests = Lines().Where(line => line.TryGetProperty("request_id", out _)).GroupBy(line => Text(line, "request_id")).ToArray();
        Assert.InRange(requests.Count(request => request.Count() > 1), 50, requests.Length);
        Assert.All(requests, request => Assert.True(request.Last().TryGetProperty("status", out _)));
    }

    [Fact]
    public async Task A_file_that_has_grown_is_closed_and_compressed_and_no_line_is_lost()
    {
        const int Requests = 6000;

        await using (var actors = await ActorsProcess.StartAsync(_data.Path, "--Logging:MaxFileMegabytes", "1"))
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, stop) =>
            {
                using var response = await actors.Client.GetAsync(new Uri($"/no/such/page/{i}", UriKind.Relative), stop);
            });

            await Eventually.IsAsync(() => Directory.GetFiles(Logs, "*.log.gz").Length > 0, "a compressed file");
            await actors.StopAsync();
        }

        var pages = Lines().Select(line => Text(line, "path")).Where(path => path?.StartsWith("/no/such/page/", StringComparison.Ordinal) is true);
        Assert.Equal(Requests, pages.Distinct().Count());
    }

    [Fact]
    public async Task On_the_console_there_are_JSON_lines_when_the_options_say_so()
    {
        await using var actors = await ActorsProcess.StartAsync(_data.Path, "--Logging:Console", "json", "--Admin:Password", RunningService.AdminPassword);
        await actors.StopAsync();

        var lines = actors.Output.Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray();
        Assert.Contains(lines, line => Text(line, "message")?.Contains("answers on", StringComparison.Ordinal) is true);
        Assert.All(lines, line => Assert.Equal(["timestamp", "level", "logger", "message"], line.EnumerateObject().Select(field => field.Name).Take(4)));
    }

    private string Logs => Path.Combine(_data.Path, "logs");

    private static string? Text(JsonElement line, string field) => line.TryGetProperty(field, out var value) ? value.ToString() : null;

    private JsonElement[] Lines() => [.. Directory.GetFiles(Logs).SelectMany(Read).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    private static string[] Read(string file)
    {
        if (!file.EndsWith(".gz", StringComparison.Ordinal))
        {
            return File.ReadAllLines(file);
        }

        using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
