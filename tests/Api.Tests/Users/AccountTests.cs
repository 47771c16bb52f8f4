using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Users;

public sealed class AccountTests(Service service)
{
    private const string Me = "/api/v1/auth/me";

    [Fact]
    public async Task The_account_comes_with_its_length_and_HEAD_tells_the_same()
    {
        var user = await service.NewUserAsync();

        using var got = await user.Client.GetAsync(Me, HttpCompletionOption.ResponseHeadersRead);
        using var head = await user.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Me));

        Assert.Equal((await got.Content.ReadAsByteArrayAsync()).Length, got.Content.Headers.ContentLength);
        Assert.Equal(got.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal("application/json; charset=utf-8", head.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task The_display_name_can_be_changed_and_nothing_else()
    {
        var user = await service.NewUserAsync();

        using var renamed = await user.Client.PatchAsJsonAsync(Me, new { display_name = "Ann" });
        Assert.Equal("Ann", (await renamed.JsonAsync()).GetProperty("display_name").GetString());

        using var refused = await user.Client.PatchAsJsonAsync(Me, new { roles = new[] { "admin" } });
        Assert.Equal(["roles:unknown_field"], (await refused.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task A_display_name_stays_when_it_is_not_sent_and_goes_when_it_is_null()
    {
        var user = await service.NewUserAsync();
        await user.Client.PatchAsJsonAsync(Me, new { display_name = "Ann" });

        using var untouched = await user.Client.PatchAsJsonAsync(Me, new { });
        using var removed = await user.Client.PatchAsJsonAsync(Me, new { display_name = (string?)null });

        Assert.Equal("Ann", (await untouched.JsonAsync()).GetProperty("display_name").GetString());
        Assert.Equal(JsonValueKind.Null, (await removed.JsonAsync()).GetProperty("display_name").ValueKind);
    }

    [Fact]
    public async Task Deletion_needs_the_password_ends_the_session_and_frees_the_address()
    {
        var user = await service.NewUserAsync();

        using var wrong = await DeleteAsync(user.Client, "not the lantern at all");
        await wrong.IsProblemAsync(401, "invalid_credentials");

        using var deleted = await DeleteAsync(user.Client, HttpAccounts.Password);
        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Equal(401, await user.Client.StatusAsync(Me));

        using var login = await user.Client.PostAsync("/api/v1/auth/login", new { email = user.Email, password = HttpAccounts.Password });
        await login.IsProblemAsync(401, "invalid_credentials");
        Assert.NotEqual(user.UserId, (await user.Client.RegisterAsync(user.Email)).GetProperty("user").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("DELETE", Me, "password")]
    [InlineData("POST", "/api/v1/auth/password/change", "current_password")]
    public async Task Who_may_not_try_the_password_again_is_told_until_when(string method, string path, string field)
    {
        var user = await service.NewUserAsync();
        using var locked = await LastOfSixAsync(() => user.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = JsonContent.Create(new Dictionary<string, string> { [field] = "not the lantern at all" }
                .Concat(field == "password" ? [] : [KeyValuePair.Create("new_password", "another lantern over water")])
                .ToDictionary()),
        }));

        var problem = await locked.IsProblemAsync(423, "account_locked");

        Assert.InRange(locked.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(30));
        Assert.True(problem.TryGetProperty("locked_until", out _));
    }

    [Fact]
    public async Task The_export_holds_everything_and_no_secret()
    {
        var user = await service.NewUserAsync();

        var export = await (await user.Client.GetAsync("/api/v1/auth/me/export")).JsonAsync();

        Assert.Equal(user.UserId, export.GetProperty("user").GetProperty("id").GetString());
        Assert.Equal(user.SessionId, export.GetProperty("sessions")[0].GetProperty("id").GetString());
        Assert.Equal(
            ["session.start", "user.login", "user.register"],
            export.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("type").GetString()!).Order());
        Assert.DoesNotContain("$", export.GetProperty("user").GetRawText(), StringComparison.Ordinal);
        Assert.NotEqual(JsonValueKind.Null, export.GetProperty("locks").GetProperty("devices")[0].GetProperty("last_used_at").ValueKind);
        Assert.Equal(JsonValueKind.Null, export.GetProperty("pending_email").ValueKind);
    }

    [Fact]
    public async Task The_export_tells_of_an_address_that_waits_and_of_all_events_however_many()
    {
        var user = await service.NewUserAsync();
        var pending = HttpAccounts.NewEmail();
        using var asked = await user.Client.PostAsync("/api/v1/auth/email/change", new { email = pending });
        Assert.Equal(202, (int)asked.StatusCode);

        // More than are read at once.
        for (var i = 0; i < 201; i++)
        {
            using var renamed = await user.Client.PatchAsJsonAsync(Me, new { display_name = $"Ann {i}" });
            Assert.Equal(200, (int)renamed.StatusCode);
        }

        var export = await (await user.Client.GetAsync($"{Me}/export")).JsonAsync();

        Assert.Equal(pending, TextOf(export, "pending_email"));
        Assert.Equal(201, export.GetProperty("events").EnumerateArray().Count(e => TextOf(e, "type") == "user.rename"));
    }

    [Fact]
    public async Task The_export_tells_words_and_times_as_the_API_does()
    {
        var user = await service.NewUserAsync();
        await user.Client.PutAsJsonAsync("/api/v1/personas/default/settings", new { });
        await user.Client.PutAsJsonAsync("/api/v1/notifications/settings", new { new_sign_in = new { in_app = true, email = false } });

        var me = await (await user.Client.GetAsync(Me)).JsonAsync();
        var sessions = await (await user.Client.GetAsync("/api/v1/auth/sessions")).JsonAsync();
        var settings = await (await user.Client.GetAsync("/api/v1/settings")).JsonAsync();
        var events = await (await user.Client.GetAsync("/api/v1/auth/events")).JsonAsync();
        var export = await (await user.Client.GetAsync($"{Me}/export")).JsonAsync();

        Assert.Equal(TextOf(me, "status"), TextOf(export.GetProperty("user"), "status"));
        Assert.Equal(TextOf(me, "created_at"), TextOf(export.GetProperty("user"), "created_at"));
        Assert.Equal(TextOf(sessions.GetProperty("items")[0], "created_at"), TextOf(export.GetProperty("sessions")[0], "created_at"));
        Assert.Equal(TextOf(settings, "updated_at"), TextOf(export.GetProperty("settings")[0], "updated_at"));
        Assert.Equal(TextOf(events.GetProperty("items")[0], "at"), TextOf(export.GetProperty("events")[0], "at"));
        Assert.Equal("new_sign_in", TextOf(export.GetProperty("notifications").GetProperty("settings")[0], "kind"));
    }

    [Fact]
    public async Task A_users_events_are_listed_newest_first_page_by_page()
    {
        var user = await service.NewUserAsync();

        var first = await (await user.Client.GetAsync("/api/v1/auth/events?limit=2")).JsonAsync();
        var second = await (await user.Client.GetAsync($"/api/v1/auth/events?limit=2&cursor={first.GetProperty("next_cursor").GetString()}")).JsonAsync();

        Assert.Equal(2, first.GetProperty("items").GetArrayLength());
        Assert.Equal("user.register", second.GetProperty("items")[0].GetProperty("type").GetString());
        Assert.Equal("127.0.0.1", second.GetProperty("items")[0].GetProperty("ip").GetString());
        using var invented = await user.Client.GetAsync("/api/v1/auth/events?cursor=invented");
        Assert.Equal(["cursor:invalid_cursor"], (await invented.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    private static async Task<HttpResponseMessage> LastOfSixAsync(Func<Task<HttpResponseMessage>> send)
    {
        for (var i = 0; i < 5; i++)
        {
            using var refused = await send();
            await refused.IsProblemAsync(401, "invalid_credentials");
        }

        return await send();
    }

    private static string TextOf(JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private static Task<HttpResponseMessage> DeleteAsync(HttpClient client, string password) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Delete, Me) { Content = JsonContent.Create(new { password }) });
}
