using System.Net.Http.Json;
using Actors.Testing;
using Actors.Tests.Settings;

namespace Actors.Tests.Notifications;

public sealed class InboxTests(Service service)
{
    private const string Inbox = "/api/v1/notifications";

    [Fact]
    public async Task A_sign_in_is_in_the_inbox_until_it_is_read_and_deleted()
    {
        var user = await service.NewUserAsync();

        var inbox = await (await user.Client.GetAsync(Inbox)).JsonAsync();
        var item = Assert.Single(inbox.GetProperty("items").EnumerateArray());
        var id = item.GetProperty("id").GetString()!;
        Assert.StartsWith("ntf_", id, StringComparison.Ordinal);
        Assert.Equal("new_sign_in", item.GetProperty("kind").GetString());
        Assert.Equal("127.0.0.1", item.GetProperty("ip").GetString());
        Assert.Equal(1, inbox.GetProperty("unread").GetInt32());

        Assert.Equal(204, (int)(await user.Client.PostAsync($"{Inbox}/{id}/read", content: null)).StatusCode);
        Assert.Equal((1, 0), (await CountAsync(user, ""), await CountAsync(user, "?unread=true")));

        Assert.Equal(204, (int)(await user.Client.DeleteAsync($"{Inbox}/{id}")).StatusCode);
        Assert.Equal(0, await CountAsync(user, ""));
        await (await user.Client.DeleteAsync($"{Inbox}/{id}")).IsProblemAsync(404, "not_found");
        await (await user.Client.PostAsync($"{Inbox}/{id}/read", content: null)).IsProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task The_inbox_is_paged_and_its_parameters_are_checked()
    {
        var user = await service.NewUserAsync();
        await service.NewClient().SignInAsync(user.Email);
        await service.NewClient().SignInAsync(user.Email);

        var first = await (await user.Client.GetAsync($"{Inbox}?limit=2")).JsonAsync();
        var second = await (await user.Client.GetAsync($"{Inbox}?limit=2&cursor={first.GetProperty("next_cursor").GetString()}")).JsonAsync();

        Assert.Equal((2, 1), (first.GetProperty("items").GetArrayLength(), second.GetProperty("items").GetArrayLength()));
        Assert.Null(second.GetProperty("next_cursor").GetString());
        Assert.Equal(["unread:invalid_parameter"], (await (await user.Client.GetAsync($"{Inbox}?unread=2")).IsProblemAsync(422, "validation_failed")).FieldCodes());
        Assert.Equal(["cursor:invalid_cursor"], (await (await user.Client.GetAsync($"{Inbox}?cursor=x")).IsProblemAsync(422, "validation_failed")).FieldCodes());
        await (await service.NewClient().GetAsync(Inbox)).IsProblemAsync(401, "unauthenticated");
    }

    [Fact]
    public async Task All_are_read_and_deleted_at_once()
    {
        var user = await service.NewUserAsync();
        await service.NewClient().SignInAsync(user.Email);

        Assert.Equal(204, (int)(await user.Client.PostAsync($"{Inbox}/read-all", content: null)).StatusCode);
        Assert.Equal((2, 0), (await CountAsync(user, ""), await CountAsync(user, "?unread=true")));

        Assert.Equal(204, (int)(await user.Client.DeleteAsync(Inbox)).StatusCode);
        Assert.Equal(0, await CountAsync(user, ""));
    }

    [Fact]
    public async Task Another_users_notifications_are_not_there()
    {
        var (user, other) = (await service.NewUserAsync(), await service.NewUserAsync());
        var id = (await (await user.Client.GetAsync(Inbox)).JsonAsync()).GetProperty("items")[0].GetProperty("id").GetString();

        await (await other.Client.PostAsync($"{Inbox}/{id}/read", content: null)).IsProblemAsync(404, "not_found");
        await (await other.Client.DeleteAsync($"{Inbox}/{id}")).IsProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task A_key_with_the_scope_reads_and_changes_nothing()
    {
        var user = await service.NewUserAsync();
        var made = await (await user.Client.PostAsync("/api/v1/auth/api-keys", new { name = "reader", scopes = new[] { "notifications:read" } })).JsonAsync();
        var client = service.NewClient();
        client.DefaultRequestHeaders.Add("X-API-Key", made.GetProperty("api_key").GetString());

        Assert.Equal(200, await client.StatusAsync(Inbox));
        Assert.Equal(200, await client.StatusAsync($"{Inbox}/settings"));
        await (await client.PostAsync($"{Inbox}/read-all", content: null)).IsProblemAsync(403, "insufficient_scope");
    }

    [Fact]
    public async Task A_watcher_is_told_of_what_comes_and_how_many_are_unread_and_resumes_after_the_last_it_saw()
    {
        var user = await service.NewUserAsync();
        await using var watch = await Watch.StartAsync(user.Client, path: $"{Inbox}/watch");
        Assert.Equal("1", (await watch.BlockAsync())["id"]);
        Assert.Equal("""{"unread":1}""", (await watch.BlockAsync())["data"]);

        await service.NewClient().SignInAsync(user.Email);
        var came = await watch.BlockAsync();
        Assert.Equal(("notification", "2"), (came["event"], came["id"]));
        Assert.Contains("\"kind\":\"new_sign_in\"", came["data"], StringComparison.Ordinal);
        Assert.Equal("""{"unread":2}""", (await watch.BlockAsync())["data"]);

        await user.Client.PostAsync($"{Inbox}/read-all", content: null);
        var read = await watch.BlockAsync();
        Assert.Equal(("unread", "3", """{"unread":0}"""), (read["event"], read["id"], read["data"]));

        await using var resumed = await Watch.StartAsync(user.Client, lastEventId: "1", path: $"{Inbox}/watch");
        Assert.Equal("1", (await resumed.BlockAsync())["id"]);
        Assert.Equal(("2", "3"), ((await resumed.BlockAsync())["id"], (await resumed.BlockAsync())["id"]));
    }

    [Fact]
    public async Task A_watcher_whose_session_ends_is_told_nothing_more()
    {
        var user = await service.NewUserAsync();
        await using var watch = await Watch.StartAsync(user.Client, path: $"{Inbox}/watch");
        await watch.BlockAsync();
        await watch.BlockAsync();
        var other = service.NewClient();
        await other.SignInAsync(user.Email);
        await watch.BlockAsync();
        await watch.BlockAsync();

        using var revoked = await other.DeleteAsync($"/api/v1/auth/sessions/{user.SessionId}");
        await other.PostAsync($"{Inbox}/read-all", content: null);

        Assert.Equal(("closing", true), ((await watch.BlockAsync())["event"], await watch.EndedAsync()));
    }

    [Fact]
    public async Task Each_kind_is_switched_on_and_off_for_each_channel()
    {
        var user = await service.NewUserAsync();
        var put = await (await user.Client.PutAsJsonAsync($"{Inbox}/settings", new { new_sign_in = new { in_app = false }, admin_message = new { email = false } })).JsonAsync();
        Assert.Equal("""{"in_app":false,"email":true}""", put.GetProperty("new_sign_in").GetRawText());

        var settings = await (await user.Client.GetAsync($"{Inbox}/settings")).JsonAsync();
        Assert.Equal(
            ["new_sign_in", "account_locked", "password_changed", "email_changed", "mfa_changed", "api_key_created", "session_reuse_detected", "admin_message"],
            settings.EnumerateObject().Select(kind => kind.Name));
        Assert.Equal("""{"in_app":true,"email":false}""", settings.GetProperty("admin_message").GetRawText());

        await service.NewClient().SignInAsync(user.Email);
        Assert.Equal(1, await CountAsync(user, ""));

        using var wrong = await user.Client.PutAsJsonAsync($"{Inbox}/settings", new { rain = new { }, mfa_changed = new { sms = true } });
        Assert.Equal(["mfa_changed:invalid_type", "rain:unknown_field"], (await wrong.IsProblemAsync(422, "validation_failed")).FieldCodes().Order());
    }

    private static async Task<int> CountAsync(SignedIn user, string query) =>
        (await (await user.Client.GetAsync(Inbox + query)).JsonAsync()).GetProperty("items").GetArrayLength();
}
