using Actors.Testing;
using static Actors.Tests.Settings.Documents;

namespace Actors.Tests.Settings;

public sealed class WatchTests(Service service)
{
    [Fact]
    public async Task A_watcher_is_told_of_every_change_and_resumes_after_the_last_it_saw()
    {
        var client = (await service.NewUserAsync()).Client;
        using var one = await client.PutDocumentAsync("default", """{"n":1E400}""");
        await using var watch = await Watch.StartAsync(client);
        Assert.Equal("1", (await watch.BlockAsync())["id"]);

        using var two = await client.PatchDocumentAsync("default", """{"m":[1]}""", MergePatch);
        using var three = await client.DeleteAsync(PathOf("default"));

        var change = await watch.BlockAsync();
        Assert.Equal(("change", "2"), (change["event"], change["id"]));
        Assert.Contains("\"operation\":\"merge\"", change["data"], StringComparison.Ordinal);
        Assert.Contains("""
            "diff":[{"op":"add","path":"/m","value":[1]}]
            """.Trim(), change["data"], StringComparison.Ordinal);
        Assert.Equal("3", (await watch.BlockAsync())["id"]);

        await using var resumed = await Watch.StartAsync(client, lastEventId: "1");
        Assert.Equal(["1", "2", "3"], [(await resumed.BlockAsync())["id"], (await resumed.BlockAsync())["id"], (await resumed.BlockAsync())["id"]]);
    }

    [Fact]
    public async Task Who_comes_back_with_a_version_that_is_not_told_any_more_reads_afresh()
    {
        var client = (await service.NewUserAsync()).Client;
        using var one = await client.PutDocumentAsync("default", "{}");

        await using var watch = await Watch.StartAsync(client, lastEventId: "77");
        await watch.BlockAsync();
        var reset = await watch.BlockAsync();

        Assert.Equal(("reset", "1", """{"version":1}"""), (reset["event"], reset["id"], reset["data"]));
    }

    [Fact]
    public async Task A_stream_is_answered_as_one()
    {
        var client = (await service.NewUserAsync()).Client;
        await using var watch = await Watch.StartAsync(client);

        Assert.Equal("text/event-stream", watch.Response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", watch.Response.Headers.CacheControl?.ToString());
        Assert.Equal("no", watch.Response.Headers.GetValues("X-Accel-Buffering").Single());
        await (await client.SendAsync(HttpMethod.Get, Watch.Path, null, null, ("Last-Event-ID", "x"))).IsProblemAsync(400, "bad_request");
        await (await service.NewClient().GetAsync(Watch.Path)).IsProblemAsync(401, "unauthenticated");
    }

    [Fact]
    public async Task A_watcher_whose_session_ends_is_told_nothing_more()
    {
        var user = await service.NewUserAsync();
        var other = service.NewClient();
        await other.SignInAsync(user.Email);
        await using var watch = await Watch.StartAsync(user.Client);
        await watch.BlockAsync();

        using var revoked = await other.DeleteAsync($"/api/v1/auth/sessions/{user.SessionId}");
        using var put = await other.PutDocumentAsync("default", """{"secret":1}""");

        var last = await watch.BlockAsync();
        Assert.Equal(("closing", """{"reason":"unauthenticated"}"""), (last["event"], last["data"]));
        Assert.True(await watch.EndedAsync());
    }

    [Fact]
    public async Task A_program_that_stops_ends_its_streams_in_good_order_and_a_watcher_resumes_with_the_next()
    {
        using var data = new TemporaryDirectory();
        string[] options = ["--RateLimits:Enabled", "false", .. await ServiceDatabase.OptionsAsync()];
        var email = HttpAccounts.NewEmail();

        await using (var first = await ActorsProcess.StartAsync(data.Path, options))
        {
            await first.Client.RegisterAsync(email);
            await first.Client.SignInAsync(email);
            using var one = await first.Client.PutDocumentAsync("default", """{"n":1}""");
            await using var watch = await Watch.StartAsync(first.Client);
            await watch.BlockAsync();
            using var two = await first.Client.PutDocumentAsync("default", """{"n":2}""");

            Assert.Equal("2", (await watch.BlockAsync())["id"]);

            await first.SignalStopAsync();

            var last = await watch.BlockAsync();
            Assert.Equal(("closing", """{"reason":"shutdown"}"""), (last["event"], last["data"]));
            Assert.True(await watch.EndedAsync());
            Assert.Equal(0, await first.ExitCodeAsync());
        }

        await using var second = await ActorsProcess.StartAsync(data.Path, options);
        await second.Client.SignInAsync(email);
        using var three = await second.Client.PutDocumentAsync("default", """{"n":3}""");
        await using var resumed = await Watch.StartAsync(second.Client, lastEventId: "1");
        Assert.Equal(["1", "2", "3"], [(await resumed.BlockAsync())["id"], (await resumed.BlockAsync())["id"], (await resumed.BlockAsync())["id"]]);
    }

    [Fact]
    public async Task A_reader_that_reads_nothing_holds_nobody_up()
    {
        var client = (await service.NewUserAsync()).Client;
        using var created = await client.PutDocumentAsync("default", "{}");
        await using var slow = await Watch.StartAsync(client);
        var pad = new string('x', 60_000);

        // More than the buffers between the two programs hold.
        for (var i = 0; i < 200; i++)
        {
            using var put = await client.PutDocumentAsync("default", $$"""{"n":{{i}},"pad":"{{pad[i..]}}"}""");
            Assert.Equal(200, (int)put.StatusCode);
        }

        await using var quick = await Watch.StartAsync(client, lastEventId: "200");
        await quick.BlockAsync();
        Assert.Equal("201", (await quick.BlockAsync())["id"]);
    }
}

/// <summary>A stream of server-sent events as a client reads it.</summary>
internal sealed class Watch(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
{
    public static readonly string Path = $"{PathOf("default")}/watch";

    public HttpResponseMessage Response => response;

    public static async Task<Watch> StartAsync(HttpClient client, string? lastEventId = null, string? path = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path ?? Path);

        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new Watch(response, new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync()));
    }

    /// <summary>The fields up to the next blank line; comments are passed over.</summary>
    public async Task<Dictionary<string, string>> BlockAsync()
    {
        var fields = new Dictionary<string, string>();

        while (await reader.ReadLineAsync().WaitAsync(Eventually.Patience) is { } line)
        {
            if (line.Length == 0 && fields.Count > 0)
            {
                return fields;
            }

            if (line.Length > 0 && line[0] != ':')
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                fields.Add(line[..colon], line[(colon + 1)..].TrimStart(' '));
            }
        }

        throw new EndOfStreamException($"The stream ended after {fields.Count} fields.");
    }

    public async Task<bool> EndedAsync() => await reader.ReadLineAsync().WaitAsync(Eventually.Patience) is null;

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}
