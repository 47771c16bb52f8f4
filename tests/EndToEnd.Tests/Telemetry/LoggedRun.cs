using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Telemetry;

/// <summary>A program that has answered a few requests and has ended since: what it told of them on its console and in its log file.</summary>
public sealed class LoggedRun : IAsyncLifetime
{
    /// <summary>Of the request of <see cref="User"/>.</summary>
    public const string RequestId = "the-one-to-find";

    /// <summary>It stands in the key of a bucket.</summary>
    public const string Address = "ada@example.com";

    private readonly TemporaryDirectory _data = new();

    public string User { get; private set; } = "";

    /// <summary>What was answered to who took the bucket away, and to who asked for what there is not.</summary>
    public (int Reset, int Refused) Statuses { get; private set; }

    /// <summary>What the audit log tells of the bucket.</summary>
    public string Events { get; private set; } = "";

    public IReadOnlyCollection<string> Output { get; private set; } = [];

    /// <summary>All that was written to its log file.</summary>
    public string Text => LogFile.Text(_data.Path);

    /// <summary>The lines of its log file.</summary>
    public IReadOnlyList<JsonElement> Lines => LogFile.Lines(_data.Path);

    public async ValueTask InitializeAsync()
    {
        await using var actors = await ActorsProcess.StartAsync(_data.Path, "--Admin:Email", RunningService.AdminEmail, "--Admin:Password", RunningService.AdminPassword);
        using var broken = await actors.Client.GetAsync("/a%0Aforged%20line");
        await AskAsync(actors.Client);
        await AdministerAsync(actors.Client);
        await actors.StopAsync();
        Output = actors.Output;
    }

    public ValueTask DisposeAsync()
    {
        _data.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AskAsync(HttpClient client)
    {
        var email = HttpAccounts.NewEmail();
        User = (await client.RegisterAsync(email)).GetProperty("user").GetProperty("id").GetString()!;
        await client.SignInAsync(email);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me?token=secret-in-query");
        request.Headers.Add("X-Request-ID", RequestId);
        using var response = await client.SendAsync(request);
    }

    private async Task AdministerAsync(HttpClient client)
    {
        await client.SignInAsync(RunningService.AdminEmail, RunningService.AdminPassword);
        var bucket = new Uri($"/api/v1/admin/ratelimits/buckets/auth/account:{Uri.EscapeDataString(Address)}", UriKind.Relative);
        using var reset = await client.DeleteAsync(bucket);
        // An endpoint that is none has a line as well.
        using var refused = await client.PutAsync(bucket, null);
        Statuses = ((int)reset.StatusCode, (int)refused.StatusCode);
        Events = await client.GetStringAsync(new Uri("/api/v1/admin/events?type=ratelimit.bucket_reset", UriKind.Relative));
    }
}

/// <summary>The log file of a program in the directory of its data, once it has ended.</summary>
internal static class LogFile
{
    public static string Text(string data) => string.Concat(Directory.GetFiles(Path.Combine(data, "logs")).Select(File.ReadAllText));

    public static JsonElement[] Lines(string data) =>
        [.. Text(data).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}
