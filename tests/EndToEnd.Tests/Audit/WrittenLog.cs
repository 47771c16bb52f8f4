using System.Net.Http.Json;
using System.Text.Json;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;

namespace Actors.Tests.Audit;

/// <summary>A log in which something of each kind happened, and a program that was started once all of it was written.</summary>
public sealed class WrittenLog : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private ActorsProcess _process = null!;

    public async ValueTask InitializeAsync()
    {
        await WriteAsync();
        // Without limits: a client may ask for so much only a few times a minute.
        _process = await ActorsProcess.StartAsync(_data.Path, "--RateLimits:Enabled", "false");
        await _process.Client.SignInAsync(RunningService.AdminEmail, RunningService.AdminPassword);
    }

    public async ValueTask DisposeAsync()
    {
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        _data.Dispose();
    }

    /// <summary>What the program says of the log.</summary>
    public async Task<JsonElement> VerifyAsync()
    {
        using var response = await _process.Client.GetAsync("/api/v1/admin/events/verify");
        return await response.JsonAsync();
    }

    /// <summary>What the program says of the log while it is edited. Afterwards every entry is as it was.</summary>
    public async Task<JsonElement> VerifyAsync(string edit)
    {
        using var database = SqliteDatabase.OpenToWrite(Path.Combine(_data.Path, SqliteStore.FileName), Eventually.Patience);
        database.Execute("CREATE TEMP TABLE written AS SELECT * FROM audit_event");

        try
        {
            database.Execute(edit);
            return await VerifyAsync();
        }
        finally
        {
            database.Execute("DELETE FROM audit_event; INSERT INTO audit_event SELECT * FROM written");
        }
    }

    private async Task WriteAsync()
    {
        await using var process = await ActorsProcess.StartAsync(_data.Path, "--Admin:Password", RunningService.AdminPassword);
        await process.Client.SignInAsync(RunningService.AdminEmail, RunningService.AdminPassword);
        await AdministerAsync(process.Client);
        await process.Client.PostAsync("/api/v1/auth/logout", content: null);

        var email = HttpAccounts.NewEmail();
        await process.Client.RegisterAsync(email);
        await process.Client.SignInAsync(email);
        await TwiceAsync(i => process.Client.PutAsJsonAsync("/api/v1/notifications/settings", new { new_sign_in = new { in_app = true, email = i > 0 } }));
        await process.Client.PatchAsync("/api/v1/auth/me", new StringContent("""{"display_name":"Ann"}""", null, "application/json"));
        await process.Client.PostAsync("/api/v1/auth/email/change", new StringContent($$"""{"email":"{{HttpAccounts.NewEmail()}}"}""", null, "application/json"));
        await LeaveAsync(process.Client);
        await process.StopAsync();
    }

    /// <summary>Its entries keep nothing personal, and the log is whole nevertheless.</summary>
    private static async Task LeaveAsync(HttpClient client)
    {
        var email = HttpAccounts.NewEmail();
        await client.RegisterAsync(email);
        await client.SignInAsync(email);
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/auth/me") { Content = JsonContent.Create(new { password = HttpAccounts.Password }) };
        using var left = await client.SendAsync(request);
        Assert.True(left.IsSuccessStatusCode, await left.Content.ReadAsStringAsync());
    }

    private static async Task AdministerAsync(HttpClient admin)
    {
        var me = await (await admin.GetAsync("/api/v1/auth/me")).JsonAsync();

        await TwiceAsync(i => admin.PutAsJsonAsync("/api/v1/admin/ratelimits/policies/oil", new { limit = 3 + i, window_seconds = 60 }));
        await TwiceAsync(_ => admin.PostAsJsonAsync("/api/v1/admin/messages", new { title = "Oil", text = "It burns.", filter = new { email = "nobody" } }));
        // Named like the end of another chain.
        await TwiceAsync(_ => admin.PutAsJsonAsync("/api/v1/admin/settings-schemas/notifications", new { schema = new { } }));
        await TwiceAsync(i => admin.PostAsJsonAsync("/api/v1/admin/probes", new { name = $"lamp-{i}", kind = "tcp", target = "tcp://127.0.0.1:1" }));
        await TwiceAsync(async _ =>
        {
            // One that is in memory.
            await admin.GetAsync("/api/v1/notifications");
            return await admin.PostAsJsonAsync("/api/v1/admin/grains/notifications/deactivate", new { key = me.GetProperty("id").GetString() });
        });
        using var invited = await admin.PostAsJsonAsync("/api/v1/admin/invitations", new { });
        Assert.True(invited.IsSuccessStatusCode);
        using var rotated = await admin.PostAsync("/api/v1/admin/keys/rotate", content: null);
        Assert.True(rotated.IsSuccessStatusCode);
    }

    private static async Task TwiceAsync(Func<int, Task<HttpResponseMessage>> change)
    {
        for (var i = 0; i < 2; i++)
        {
            using var done = await change(i);
            Assert.True(done.IsSuccessStatusCode, await done.Content.ReadAsStringAsync());
        }
    }
}
