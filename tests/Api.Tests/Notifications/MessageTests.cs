using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Notifications;

public sealed class MessageTests(Service service) : IClassFixture<Service>
{
    private const string Messages = "/api/v1/admin/messages";

    [Fact]
    public async Task A_message_to_one_user_is_in_the_inbox_once_and_in_the_audit_log()
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());

        for (var i = 0; i < 2; i++)
        {
            using var sent = await SendAsync(admin, $"/api/v1/admin/users/{user.UserId}/notify", new { title = "Welcome", text = "Good to have you.\nThe team", email = false });
            Assert.Equal(204, (int)sent.StatusCode);
        }

        var items = (await (await user.Client.GetAsync("/api/v1/notifications")).JsonAsync()).GetProperty("items");
        Assert.Equal(["admin_message", "new_sign_in"], items.EnumerateArray().Select(i => i.GetProperty("kind").GetString()));
        Assert.Equal("Good to have you.\nThe team", items[0].GetProperty("text").GetString());

        var entries = (await (await admin.GetAsync($"/api/v1/admin/events?user={user.UserId}&type=user.notify")).JsonAsync()).GetProperty("items");
        var entry = Assert.Single(entries.EnumerateArray());
        Assert.Equal("Welcome", entry.GetProperty("detail").GetProperty("title").GetString());
        await (await admin.PostAsync($"/api/v1/admin/users/usr_{new string('0', 32)}/notify", new { title = "a", text = "b" })).IsProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task A_message_to_a_filter_reaches_those_that_it_finds_and_shows_its_progress()
    {
        var admin = await service.NewAdministratorAsync();
        var (user, other) = (await service.NewUserAsync(), await service.NewUserAsync());

        using var sent = await admin.PostAsync(Messages, new { title = "News", text = "There are some.", email = false, filter = new { email = user.Email, status = "active" } });
        Assert.Equal(202, (int)sent.StatusCode);
        var message = await sent.JsonAsync();
        Assert.Equal($"{Messages}/{message.GetProperty("id").GetString()}", sent.Headers.Location?.OriginalString);

        var ended = await EndAsync(admin, sent.Headers.Location!.OriginalString);

        Assert.Equal((1, 1, 0), (ended.GetProperty("total").GetInt32(), ended.GetProperty("reached").GetInt32(), ended.GetProperty("failed").GetInt32()));
        Assert.Equal("done", ended.GetProperty("status").GetString());
        Assert.Equal("active", ended.GetProperty("filter").GetProperty("status").GetString());
        Assert.Equal(["News", "New sign-in"], await TitlesAsync(user));
        Assert.Equal(["New sign-in"], await TitlesAsync(other));

        var listed = await (await admin.GetAsync(Messages)).JsonAsync();
        Assert.Equal(message.GetProperty("id").GetString(), listed.GetProperty("items")[0].GetProperty("id").GetString());
        var cancelled = await (await admin.PostAsync($"{sent.Headers.Location}/cancel", content: null)).JsonAsync();
        Assert.Equal("done", cancelled.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("Welcome", "b", true)]
    [InlineData("a", "Good to have you.", true)]
    [InlineData("a", "b", false)]
    public async Task Another_message_under_the_same_key_is_refused_and_the_first_one_stays(string title, string text, bool email)
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());
        var filter = new { email = user.Email };

        foreach (var path in new[] { $"/api/v1/admin/users/{user.UserId}/notify", Messages })
        {
            object first = path == Messages ? new { title = "a", text = "b", email = true, filter } : new { title = "a", text = "b", email = true };
            object other = path == Messages ? new { title, text, email, filter } : new { title, text, email };
            (await SendAsync(admin, path, first, key: user.UserId)).EnsureSuccessStatusCode().Dispose();

            using var refused = await SendAsync(admin, path, other, key: user.UserId);
            using var again = await SendAsync(admin, path, first, key: user.UserId);

            await refused.IsProblemAsync(422, "idempotency_key_reused");
            Assert.True(again.IsSuccessStatusCode);
        }
    }

    [Fact]
    public async Task The_same_message_to_others_under_the_same_key_is_another()
    {
        var admin = await service.NewAdministratorAsync();
        var (one, other) = (HttpAccounts.NewEmail(), HttpAccounts.NewEmail());
        using var first = await SendAsync(admin, Messages, new { title = "a", text = "b", filter = new { email = one } }, key: one);

        using var refused = await SendAsync(admin, Messages, new { title = "a", text = "b", filter = new { email = other } }, key: one);
        using var again = await SendAsync(admin, Messages, new { title = "a", text = "b", filter = new { email = one } }, key: one);

        await refused.IsProblemAsync(422, "idempotency_key_reused");
        Assert.Equal(first.Headers.Location, again.Headers.Location);
    }

    [Fact]
    public async Task What_is_wrong_with_a_message_is_told_by_field()
    {
        var admin = await service.NewAdministratorAsync();

        using var wrong = await admin.PostAsync(Messages, new { title = "two\nlines", text = new string('x', 4001) });
        Assert.Equal(["filter:required", "text:too_long", "title:invalid_characters"], (await wrong.IsProblemAsync(422, "validation_failed")).FieldCodes().Order());

        using var odd = await admin.PostAsync(Messages, new { title = "a", text = "b", filter = new { colour = "red" } });
        Assert.Equal(["filter:invalid_type"], (await odd.IsProblemAsync(422, "validation_failed")).FieldCodes());
        await (await admin.GetAsync($"{Messages}/msg_none")).IsProblemAsync(404, "not_found");
        await (await admin.GetAsync($"{Messages}?cursor=x")).IsProblemAsync(422, "validation_failed");
    }

    [Fact]
    public async Task Only_administrators_send_messages()
    {
        var user = await service.NewUserAsync();

        await (await user.Client.GetAsync(Messages)).IsProblemAsync(403, "forbidden");
        await (await user.Client.PostAsync(Messages, new { })).IsProblemAsync(403, "forbidden");
        await (await user.Client.PostAsync($"/api/v1/admin/users/{user.UserId}/notify", new { })).IsProblemAsync(403, "forbidden");
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient admin, string path, object message, string key = "one")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(message) };
        request.Headers.Add("Idempotency-Key", key);
        return admin.SendAsync(request);
    }

    private static Task<JsonElement> EndAsync(HttpClient admin, string path) => Eventually.IsAsync(
        async () => await (await admin.GetAsync(path)).JsonAsync(),
        message => message.GetProperty("finished_at").ValueKind != JsonValueKind.Null,
        "the end of the message");

    private static async Task<string[]> TitlesAsync(SignedIn user) =>
        [.. (await (await user.Client.GetAsync("/api/v1/notifications")).JsonAsync()).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()!)];
}
