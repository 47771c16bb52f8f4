using System.Text.Json;
using Actors.Testing;
using Actors.Tests.Settings;

namespace Actors.Tests.Live;

public sealed class LiveStreamTests : IAsyncLifetime
{
    private const string Path = "/api/v1/admin/live";

    private readonly LoadedService _service = new();

    public ValueTask InitializeAsync() => _service.InitializeAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task What_the_process_does_is_told_and_told_once()
    {
        using var admin = await _service.NewAdministratorAsync();
        await using var watch = await Watch.StartAsync(admin, path: Path);
        Assert.Equal("0", (await watch.BlockAsync())["id"]);

        for (var i = 0; i < LoadedService.Logins + 3; i++)
        {
            using var refused = await _service.NewClient().PostAsync("/api/v1/auth/login", new { email = "admin@localhost", password = i == 0 ? Service.AdminPassword : "not hers" });
        }

        var told = await UntilAsync(watch, sum => sum.Refusals >= 4);

        // The administrator's two; one more refusal for each beyond the limit; each request once, the open stream not yet.
        Assert.Equal((2, 4, 0), (Math.Round(told.SignIns), Math.Round(told.Refusals), Math.Round(told.Errors)));
        Assert.Equal(LoadedService.Logins + 4, Math.Round(told.Requests));
        Assert.True(told.Commits >= 2, $"{told.Commits}");
        Assert.InRange(told.Median, 0.05, 60_000);
    }

    [Fact]
    public async Task A_watcher_who_comes_back_goes_on_after_the_last_sample_that_it_saw()
    {
        using var admin = await _service.NewAdministratorAsync();
        await using var watch = await Watch.StartAsync(admin, path: Path);
        await watch.BlockAsync();
        var first = await watch.BlockAsync();
        var second = await watch.BlockAsync();
        Assert.Equal(("sample", "sample"), (first["event"], second["event"]));
        // A busy machine leaves one out.
        var apart = (AtOf(second) - AtOf(first)).TotalSeconds;
        Assert.True(apart >= 5 && apart % 5 == 0, $"{apart} s");

        await using var resumed = await Watch.StartAsync(admin, first["id"], Path);
        await using var anew = await Watch.StartAsync(admin, path: Path);

        Assert.Equal(first["id"], (await resumed.BlockAsync())["id"]);
        Assert.Equal(second["id"], (await resumed.BlockAsync())["id"]);
        Assert.Equal("0", (await anew.BlockAsync())["id"]);
        Assert.Equal(first["id"], (await anew.BlockAsync())["id"]);
    }

    [Fact]
    public async Task Only_administrators_watch_and_only_while_they_are()
    {
        var user = await _service.NewUserAsync();
        await (await user.Client.GetAsync(Path)).IsProblemAsync(403, "forbidden");
        using var admin = await _service.NewAdministratorAsync();
        await using var watch = await Watch.StartAsync(admin, path: Path);
        await watch.BlockAsync();

        using var ended = await admin.PostAsync("/api/v1/auth/logout", null);
        var signedOut = DateTimeOffset.UtcNow;

        // What was told before the session ended comes first.
        Dictionary<string, string> last;
        while ((last = await watch.BlockAsync())["event"] == "sample")
        {
            Assert.True(AtOf(last) < signedOut, "A sample was told after the session had ended.");
        }

        Assert.Equal(("closing", """{"reason":"unauthenticated"}"""), (last["event"], last["data"]));
        Assert.True(await watch.EndedAsync());
    }

    [Fact]
    public async Task A_stream_that_has_nothing_to_tell_ends_with_the_session_as_well()
    {
        using var admin = await _service.NewAdministratorAsync();
        await using var watch = await Watch.StartAsync(admin, $"{long.MaxValue}", Path);
        Assert.Equal($"{long.MaxValue}", (await watch.BlockAsync())["id"]);

        (await admin.PostAsync("/api/v1/auth/logout", null)).EnsureSuccessStatusCode().Dispose();

        var last = await watch.BlockAsync();
        Assert.Equal(("closing", """{"reason":"unauthenticated"}"""), (last["event"], last["data"]));
        Assert.True(await watch.EndedAsync());
    }

    private static DateTimeOffset AtOf(Dictionary<string, string> sample) =>
        JsonSerializer.Deserialize<JsonElement>(sample["data"]).GetProperty("at").GetDateTimeOffset();

    /// <summary>Adds samples until there is enough in them.</summary>
    private static Task<Sum> UntilAsync(Watch watch, Func<Sum, bool> enough)
    {
        var sum = new Sum(0, 0, 0, 0, 0, 0);
        return Eventually.IsAsync(AddAsync, enough, "enough in the samples");

        async Task<Sum> AddAsync()
        {
            var sample = JsonSerializer.Deserialize<JsonElement>((await watch.BlockAsync())["data"]);
            return sum = new Sum(
                sum.Requests + Count("requests_per_second"),
                sum.Errors + Count("errors_per_second"),
                sum.Refusals + Count("refusals_per_second"),
                sum.SignIns + Count("sign_ins_per_second"),
                sum.Commits + Count("commits_per_second"),
                sample.GetProperty("p50_ms") is { ValueKind: JsonValueKind.Number } median ? median.GetDouble() : sum.Median);

            double Count(string name) => 5 * sample.GetProperty(name).GetDouble();
        }
    }

    private sealed record Sum(double Requests, double Errors, double Refusals, double SignIns, double Commits, double Median);
}

/// <summary>With a limit of its own for sign-ins, so slow to refill that no test sees one come back.</summary>
public sealed class LoadedService : Service
{
    public const int Logins = 6;

    protected override IReadOnlyList<string> Options =>
    [
        "--RateLimits:Policies:auth:Limit", $"{Logins}", "--RateLimits:Policies:auth:Burst", $"{Logins}", "--RateLimits:Policies:auth:WindowSeconds", "36000",
        "--Lockout:MaxFailures", "100",
    ];
}
