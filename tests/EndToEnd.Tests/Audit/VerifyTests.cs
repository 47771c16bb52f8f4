using System.Net.Http.Json;
using System.Text.Json;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;

namespace Actors.Tests.Audit;

/// <summary>Somebody who may write the database edits the audit log.</summary>
public sealed class VerifyTests(VerifyTests.WrittenLog log) : IClassFixture<VerifyTests.WrittenLog>
{
    private const string AdminPassword = "the warden and her lantern";
    private const string Entry = "(SELECT position FROM audit_event WHERE chain LIKE 'usr_%' AND type = 'user.rename' ORDER BY position LIMIT 1)";
    private const string Last = "(SELECT max(position) FROM audit_event WHERE chain = (SELECT user_id FROM audit_event WHERE type = 'user.rename'))";

    [Fact]
    public async Task A_log_that_nobody_edited_is_whole()
    {
        var found = await VerifyAsync(null);

        Assert.True(found.GetProperty("valid").GetBoolean(), found.GetRawText());
        Assert.True(found.GetProperty("checked").GetInt64() > 10);
    }

    [Theory]
    [InlineData($"UPDATE audit_event SET outcome = 'invalid_credentials' WHERE position = {Entry}", "changed")]
    [InlineData($"UPDATE audit_event SET ip = '203.0.113.9' WHERE position = {Entry}", "changed")]
    [InlineData($"DELETE FROM audit_event WHERE position = {Entry}", "missing")]
    [InlineData($"DELETE FROM audit_event WHERE position = {Last}", "missing")]
    [InlineData("DELETE FROM audit_event WHERE chain = (SELECT user_id FROM audit_event WHERE type = 'user.rename')", "missing")]
    [InlineData("DELETE FROM audit_event WHERE type = 'session.end'", "missing")]
    [InlineData("UPDATE audit_event SET sequence = 9 WHERE type = 'user.rename'; UPDATE audit_event SET sequence = sequence - 1 WHERE chain LIKE 'usr_%' AND type = 'user.email_change_request'; UPDATE audit_event SET sequence = 4 WHERE type = 'user.rename'", "changed")]
    public async Task An_edited_log_is_found(string edit, string? reason)
    {
        var found = await VerifyAsync(edit);

        Assert.Equal(reason, found.GetProperty("broken") is { ValueKind: JsonValueKind.Object } broken ? broken.GetProperty("reason").GetString() : null);
        Assert.Equal(reason is null, found.GetProperty("valid").GetBoolean());
    }

    [Theory]
    [InlineData("ratelimits", 2)]
    [InlineData("broadcasts", 2)]
    [InlineData("settings-schema/notifications", 2)]
    [InlineData("probes", 2)]
    [InlineData("inspector", 2)]
    [InlineData("keys", 1)]
    [InlineData("usr_%/notifications", 2)]
    public async Task A_chain_of_settings_that_lost_its_last_entry_or_all_is_found(string chain, int last)
    {
        foreach (var lost in new[] { "position = (SELECT max(position) FROM audit_event WHERE chain LIKE '{0}')", "chain LIKE '{0}'" })
        {
            var broken = (await VerifyAsync($"DELETE FROM audit_event WHERE {lost.Replace("{0}", chain, StringComparison.Ordinal)}")).GetProperty("broken");

            Assert.Equal((last, "missing"), (broken.GetProperty("sequence").GetInt32(), broken.GetProperty("reason").GetString()));
            Assert.Equal(chain.Split('%')[^1], broken.GetProperty("chain").GetString()![^chain.Split('%')[^1].Length..]);
        }
    }

    private async Task<JsonElement> VerifyAsync(string? edit)
    {
        using var data = log.Copy();

        if (edit is not null)
        {
            using var database = SqliteDatabase.OpenToWrite(Path.Combine(data.Path, SqliteStore.FileName), TimeSpan.FromSeconds(5));
            database.Execute(edit);
        }

        await using var process = await ActorsProcess.StartAsync(data.Path);
        await process.Client.SignInAsync("admin@localhost", AdminPassword);
        using var response = await process.Client.GetAsync("/api/v1/admin/events/verify");
        return await response.JsonAsync();
    }

    /// <summary>A data directory with a log in which something of each kind happened; the process has ended.</summary>
    public sealed class WrittenLog : IAsyncLifetime
    {
        private readonly TemporaryDirectory _data = new();

        public async ValueTask InitializeAsync()
        {
            await using var process = await ActorsProcess.StartAsync(_data.Path, "--Admin:Password", AdminPassword);
            await process.Client.SignInAsync("admin@localhost", AdminPassword);
            await AdministerAsync(process.Client);
            await process.Client.PostAsync("/api/v1/auth/logout", content: null);

            var email = HttpAccounts.NewEmail();
            await process.Client.RegisterAsync(email);
            await process.Client.SignInAsync(email);
            await TwiceAsync(i => process.Client.PutAsJsonAsync("/api/v1/notifications/settings", new { new_sign_in = new { in_app = true, email = i > 0 } }));
            await process.Client.PatchAsync("/api/v1/auth/me", new StringContent("""{"display_name":"Ann"}""", null, "application/json"));
            await process.Client.PostAsync("/api/v1/auth/email/change", new StringContent($$"""{"email":"{{HttpAccounts.NewEmail()}}"}""", null, "application/json"));
            await process.SignalStopAsync();
            await process.ExitCodeAsync();
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

        public TemporaryDirectory Copy()
        {
            var copy = new TemporaryDirectory();

            foreach (var file in Directory.GetFiles(_data.Path))
            {
                File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
            }

            return copy;
        }

        public ValueTask DisposeAsync()
        {
            _data.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
