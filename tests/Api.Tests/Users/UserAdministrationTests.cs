using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Users;

public sealed class UserAdministrationTests(Service service) : IClassFixture<Service>
{
    private const string Users = "/api/v1/admin/users";

    [Fact]
    public async Task Only_administrators_administer()
    {
        var user = await service.NewUserAsync();

        foreach (var path in new[] { Users, $"{Users}/{user.UserId}", "/api/v1/admin/events", "/api/v1/admin/events/verify" })
        {
            await (await user.Client.GetAsync(path)).IsProblemAsync(403, "forbidden");
            await (await service.NewClient().GetAsync(path)).IsProblemAsync(401, "unauthenticated");
        }
    }

    [Fact]
    public async Task Accounts_are_listed_with_filters_and_pages()
    {
        var admin = await service.NewAdministratorAsync();
        var user = await service.NewUserAsync();
        await service.NewUserAsync();

        var found = await (await admin.GetAsync($"{Users}?email={user.Email}&status=active&role=user")).JsonAsync();
        Assert.Equal(user.UserId, Assert.Single(found.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());

        var page = await (await admin.GetAsync($"{Users}?limit=1&sort=created_at")).JsonAsync();
        Assert.Equal("admin@localhost", page.GetProperty("items")[0].GetProperty("email").GetString());
        Assert.NotNull(page.GetProperty("next_cursor").GetString());

        using var wrong = await admin.GetAsync($"{Users}?limit=0&status=odd&color=red");
        Assert.Equal(["color:unknown_parameter", "limit:invalid_parameter", "status:invalid_parameter"], (await wrong.IsProblemAsync(422, "validation_failed")).FieldCodes().Order());
    }

    [Fact]
    public async Task An_account_is_found_by_its_address_however_that_is_spelled()
    {
        var admin = await service.NewAdministratorAsync();
        var unique = Guid.NewGuid().ToString("N");
        var id = (await service.NewClient().RegisterAsync($"j\u00f6rg{unique}@b\u00fccher.example")).GetProperty("user").GetProperty("id").GetString();

        foreach (var typed in new[]
        {
            $"j\u00f6rg{unique}@b\u00fccher.example",
            $"J\u00d6RG{unique}@B\u00dcCHER.EXAMPLE",
            $"j\u00f6rg{unique}@xn--bcher-kva.example",
            $"j\u00f6rg{unique}@b\u00fccher.example.",
            $"jo\u0308rg{unique}@bu\u0308cher.example",
            $"\uff4a\u00f6rg{unique}\uff20b\u00fccher\uff0eexample",
            $"JO\u0308RG{unique}",
        })
        {
            var found = await (await admin.GetAsync($"{Users}?email={Uri.EscapeDataString(typed)}")).JsonAsync();
            Assert.Equal(id, Assert.Single(found.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task A_locked_account_is_unlocked()
    {
        var admin = await service.NewAdministratorAsync();
        var user = await service.NewUserAsync();

        await service.NewClient().LockAsync(user.Email);

        using var unlocked = await admin.PostAsync($"{Users}/{user.UserId}/unlock", content: null);

        Assert.Equal(200, (int)unlocked.StatusCode);
        await service.NewClient().SignInAsync(user.Email);
    }

    [Fact]
    public async Task A_new_role_counts_on_the_next_request_of_an_old_token()
    {
        var admin = await service.NewAdministratorAsync();
        var user = await service.NewUserAsync();
        Assert.Equal(403, await user.Client.StatusAsync(Users));

        using var changed = await admin.PatchAsJsonAsync($"{Users}/{user.UserId}", new { roles = new[] { "user", "admin" } });
        Assert.Equal(200, (int)changed.StatusCode);
        Assert.Equal(200, await user.Client.StatusAsync(Users));

        using var back = await admin.PatchAsJsonAsync($"{Users}/{user.UserId}", new { roles = new[] { "user" } });
        Assert.Equal(403, await user.Client.StatusAsync(Users));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var single = new Service();
        await single.InitializeAsync();
        var admin = await single.NewAdministratorAsync();
        var id = (await (await admin.GetAsync("/api/v1/auth/me")).JsonAsync()).GetProperty("id").GetString();

        await (await admin.DeleteAsync($"{Users}/{id}")).IsProblemAsync(409, "last_administrator");
        await (await admin.PostAsync($"{Users}/{id}/suspend", content: null)).IsProblemAsync(409, "last_administrator");
    }

    [Fact]
    public async Task An_administrator_who_became_active_by_verifying_the_address_counts_as_one()
    {
        await using var single = new Service();
        await single.InitializeAsync();
        var (admin, user) = (await single.NewAdministratorAsync(), await single.NewUserAsync());
        var id = (await (await admin.GetAsync("/api/v1/auth/me")).JsonAsync()).GetProperty("id").GetString();
        using var pending = await admin.PatchAsJsonAsync($"{Users}/{user.UserId}", new { status = "pending", roles = new[] { "user", "admin" } });
        Assert.Equal(200, (int)pending.StatusCode);
        await (await admin.PostAsync($"{Users}/{id}/suspend", content: null)).IsProblemAsync(409, "last_administrator");

        var token = await single.Mail.TokenAsync(user.Email, "Verify your e-mail address");
        using var verified = await single.NewClient().PostAsync("/api/v1/auth/email/verify", new { token });
        using var suspended = await admin.PostAsync($"{Users}/{id}/suspend", content: null);

        Assert.Equal((204, 200), ((int)verified.StatusCode, (int)suspended.StatusCode));
    }

    [Fact]
    public async Task What_is_no_account_is_not_found()
    {
        var admin = await service.NewAdministratorAsync();

        foreach (var id in new[] { "nobody", "usr_" + new string('0', 32), "ses_" + new string('0', 32) })
        {
            await (await admin.GetAsync($"{Users}/{id}")).IsProblemAsync(404, "not_found");
            await (await admin.PostAsync($"{Users}/{id}/unlock", content: null)).IsProblemAsync(404, "not_found");
            await (await admin.DeleteAsync($"{Users}/{id}")).IsProblemAsync(404, "not_found");
        }
    }

    [Fact]
    public async Task The_audit_log_verifies_and_tells_who_did_what()
    {
        var admin = await service.NewAdministratorAsync();
        var user = await service.NewUserAsync();
        await admin.PostAsync($"{Users}/{user.UserId}/suspend", content: null);

        var verified = await (await admin.GetAsync("/api/v1/admin/events/verify")).JsonAsync();
        Assert.True(verified.GetProperty("valid").GetBoolean());

        var change = (await (await admin.GetAsync($"/api/v1/admin/events?user={user.UserId}&type=user.change")).JsonAsync()).GetProperty("items")[0];
        Assert.NotEqual(user.UserId, change.GetProperty("actor_id").GetString());
        Assert.Equal("suspended", change.GetProperty("detail").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("unlock", "user.unlock")]
    [InlineData("suspend", "user.change")]
    [InlineData("activate", "user.change")]
    [InlineData("revoke-sessions", "user.revoke_sessions")]
    [InlineData("reset-password", "user.password_forgot")]
    public async Task Every_step_may_say_why_and_takes_no_other_field(string step, string type)
    {
        using var admin = await service.NewAdministratorAsync();
        var user = await service.NewUserAsync();

        using var wrong = await admin.PostAsync($"{Users}/{user.UserId}/{step}", new { why = "Ticket 4711" });
        using var done = await admin.PostAsync($"{Users}/{user.UserId}/{step}", new { reason = "Ticket \"4711\"" });

        Assert.Equal(["why:unknown_field"], (await wrong.IsProblemAsync(422, "validation_failed")).FieldCodes());
        Assert.True(done.IsSuccessStatusCode);
        Assert.Equal("Ticket \"4711\"", await ReasonAsync(admin, user, type));
    }

    private static async Task<string?> ReasonAsync(HttpClient admin, SignedIn user, string type)
    {
        var events = await (await admin.GetAsync($"/api/v1/admin/events?user={user.UserId}&type={type}")).JsonAsync();
        return events.GetProperty("items")[0].GetProperty("detail").GetProperty("reason").GetString();
    }

    [Fact]
    public async Task Ending_the_sessions_of_one_who_has_none_is_in_the_log_as_well()
    {
        using var admin = await service.NewAdministratorAsync();
        var user = await service.NewUserAsync();

        foreach (var reason in new[] { "Ticket 1", "Ticket 2" })
        {
            using var ended = await admin.PostAsync($"{Users}/{user.UserId}/revoke-sessions", new { reason });
            Assert.Equal(204, (int)ended.StatusCode);
        }

        var events = (await (await admin.GetAsync($"/api/v1/admin/events?user={user.UserId}&type=user.revoke_sessions")).JsonAsync()).GetProperty("items");
        Assert.Equal(
            ["""{"count":"0","reason":"Ticket 2"}""", """{"count":"1","reason":"Ticket 1"}"""],
            events.EnumerateArray().Select(entry => entry.GetProperty("detail").GetRawText()));
    }

    [Fact]
    public async Task A_name_is_taken_away_by_null_and_an_empty_change_is_none()
    {
        using var admin = await service.NewAdministratorAsync();
        var user = await service.NewUserAsync();
        await admin.PatchAsJsonAsync($"{Users}/{user.UserId}", new { display_name = "Rude" });

        using var untouched = await admin.PatchAsJsonAsync($"{Users}/{user.UserId}", new { });
        using var removed = await admin.PatchAsJsonAsync($"{Users}/{user.UserId}", new { display_name = (string?)null });

        Assert.Equal("Rude", (await untouched.JsonAsync()).GetProperty("display_name").GetString());
        Assert.Equal(JsonValueKind.Null, (await removed.JsonAsync()).GetProperty("display_name").ValueKind);
        var events = (await (await admin.GetAsync($"/api/v1/admin/events?user={user.UserId}&type=user.change")).JsonAsync()).GetProperty("items");
        Assert.Equal(
            ["""{"display_name":"removed"}""", """{"display_name":"changed"}"""],
            events.EnumerateArray().Select(entry => entry.GetProperty("detail").GetRawText()));
    }

    [Fact]
    public async Task Users_learn_what_an_administrator_did_and_neither_from_where_nor_why()
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());
        admin.DefaultRequestHeaders.UserAgent.ParseAdd("lantern/1");
        await service.NewClient().PostAsync("/api/v1/auth/login", new { email = user.Email, password = "not the lantern at all" });
        await admin.PatchAsJsonAsync($"{Users}/{user.UserId}", new { display_name = "Ada", reason = "Reported by a neighbour." });

        var told = (await (await user.Client.GetAsync("/api/v1/auth/events")).JsonAsync()).GetProperty("items").EnumerateArray().ToArray();
        var exported = (await (await user.Client.GetAsync("/api/v1/auth/me/export")).JsonAsync()).GetProperty("events").EnumerateArray().ToArray();
        var logged = (await (await admin.GetAsync($"/api/v1/admin/events?user={user.UserId}")).JsonAsync()).GetProperty("items")[0];

        Assert.Equal(("user.change", 5, 5), (told[0].GetProperty("type").GetString(), told.Length, exported.Length));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (told[0].GetProperty("ip").ValueKind, told[0].GetProperty("user_agent").ValueKind));
        Assert.Equal("""{"display_name":"changed"}""", told[0].GetProperty("detail").GetRawText());
        var personal = exported.Single(entry => entry.GetProperty("type").GetString() == "user.change").GetProperty("personal");
        Assert.Equal(["detail"], personal.EnumerateObject().Select(member => member.Name));
        Assert.Equal("""{"display_name":"changed"}""", personal.GetProperty("detail").GetString());

        // What the user did, and what nobody did who was signed in, is told whole.
        Assert.Equal(["user.login", "session.start", "user.login", "user.register"], told.Skip(1).Select(entry => entry.GetProperty("type").GetString()));
        Assert.All(told.Skip(1), entry => Assert.Equal("127.0.0.1", entry.GetProperty("ip").GetString()));
        Assert.Equal(4, exported.Count(entry => entry.GetProperty("personal").TryGetProperty("ip", out _)));

        Assert.Equal(("127.0.0.1", "lantern/1"), (logged.GetProperty("ip").GetString(), logged.GetProperty("user_agent").GetString()));
        Assert.Equal("Reported by a neighbour.", logged.GetProperty("detail").GetProperty("reason").GetString());
    }
}
