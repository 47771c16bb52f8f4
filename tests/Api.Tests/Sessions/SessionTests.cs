using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Sessions;

[Collection(PatientTests.Name)]
public sealed class SessionTests(PatientService service)
{
    private const string Me = "/api/v1/auth/me";
    private const string Sessions = "/api/v1/auth/sessions";

    [Fact]
    public async Task After_logout_the_token_is_bad_at_once()
    {
        var user = await service.NewUserAsync();

        using var logout = await user.Client.PostAsync("/api/v1/auth/logout", content: null);

        Assert.Equal(204, (int)logout.StatusCode);
        using var after = await user.Client.GetAsync(Me);
        await after.IsProblemAsync(401, "invalid_token");
        Assert.Equal("Bearer error=\"invalid_token\"", after.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Without_credentials_the_answer_says_how_to_show_them()
    {
        using var client = service.NewClient();
        using var answer = await client.GetAsync(Me);

        await answer.IsProblemAsync(401, "unauthenticated");
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Sessions_are_listed_with_the_present_one_marked()
    {
        var user = await service.NewUserAsync();
        var other = service.NewClient();
        other.DefaultRequestHeaders.UserAgent.ParseAdd("another-device/1.0");
        var second = await other.SignInAsync(user.Email);

        var items = (await (await user.Client.GetAsync(Sessions)).JsonAsync()).GetProperty("items").EnumerateArray().ToArray();

        Assert.Equal(2, items.Length);
        Assert.Equal(user.SessionId, items.Single(i => i.GetProperty("current").GetBoolean()).GetProperty("id").GetString());
        var listed = items.Single(i => !i.GetProperty("current").GetBoolean());
        Assert.Equal(second.GetProperty("session_id").GetString(), listed.GetProperty("id").GetString());
        Assert.Equal("another-device/1.0", listed.GetProperty("user_agent").GetString());
        Assert.Equal("127.0.0.1", listed.GetProperty("ip").GetString());
    }

    [Fact]
    public async Task Sessions_are_listed_page_by_page_the_newest_first()
    {
        var user = await service.NewUserAsync();
        var second = (await service.NewClient().SignInAsync(user.Email)).GetProperty("session_id").GetString();

        var first = await (await user.Client.GetAsync($"{Sessions}?limit=1")).JsonAsync();
        var next = await (await user.Client.GetAsync($"{Sessions}?limit=1&cursor={first.GetProperty("next_cursor").GetString()}")).JsonAsync();

        Assert.Equal(second, Assert.Single(first.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(user.SessionId, Assert.Single(next.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, next.GetProperty("next_cursor").ValueKind);
        using var invented = await user.Client.GetAsync($"{Sessions}?cursor=invented");
        Assert.Equal(["cursor:invalid_cursor"], (await invented.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task A_revoked_session_is_refused_on_its_next_request_and_others_are_not()
    {
        var user = await service.NewUserAsync();
        var other = service.NewClient();
        var second = await other.SignInAsync(user.Email);

        using var revoked = await user.Client.DeleteAsync($"{Sessions}/{second.GetProperty("session_id").GetString()}");

        Assert.Equal(204, (int)revoked.StatusCode);
        Assert.Equal(401, await other.StatusAsync(Me));
        Assert.Equal(200, await user.Client.StatusAsync(Me));
    }

    [Fact]
    public async Task All_other_sessions_are_ended_at_once_and_the_present_one_goes_on()
    {
        var user = await service.NewUserAsync();
        HttpClient[] others = [service.NewClient(), service.NewClient()];
        await Task.WhenAll(others.Select(other => other.SignInAsync(user.Email)));

        using var ended = await user.Client.DeleteAsync(Sessions);

        Assert.Equal(204, (int)ended.StatusCode);
        Assert.All(await Task.WhenAll(others.Select(other => other.StatusAsync(Me))), status => Assert.Equal(401, status));
        Assert.Equal(200, await user.Client.StatusAsync(Me));
    }

    [Fact]
    public async Task A_session_that_logged_out_is_not_there_to_be_ended()
    {
        var user = await service.NewUserAsync();
        var other = service.NewClient();
        var second = await other.SignInAsync(user.Email);
        using var logout = await other.PostAsync("/api/v1/auth/logout", content: null);

        using var response = await user.Client.DeleteAsync($"{Sessions}/{second.GetProperty("session_id").GetString()}");

        await response.IsProblemAsync(404, "not_found");
        var events = (await (await user.Client.GetAsync("/api/v1/auth/events")).JsonAsync()).GetProperty("items").EnumerateArray();
        Assert.DoesNotContain(events, e => e.GetProperty("type").GetString() == "user.revoke_sessions");
    }

    [Fact]
    public async Task Another_users_session_is_not_there()
    {
        var user = await service.NewUserAsync();
        var stranger = await service.NewUserAsync();

        using var response = await stranger.Client.DeleteAsync($"{Sessions}/{user.SessionId}");

        await response.IsProblemAsync(404, "not_found");
        Assert.Equal(200, await user.Client.StatusAsync(Me));
    }

    [Fact]
    public async Task A_password_change_ends_every_other_session()
    {
        var user = await service.NewUserAsync();
        var other = service.NewClient();
        await other.SignInAsync(user.Email);

        using var changed = await user.Client.PostAsync(
            "/api/v1/auth/password/change", new { current_password = HttpAccounts.Password, new_password = "another lantern over water" });

        Assert.Equal(204, (int)changed.StatusCode);
        Assert.Equal(401, await other.StatusAsync(Me));
        Assert.Equal(200, await user.Client.StatusAsync(Me));
    }

    [Fact]
    public async Task A_hundred_racing_refreshes_give_one_pair()
    {
        var user = await service.NewUserAsync();
        var client = service.NewClient();

        var bodies = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var response = await client.PostAsync("/api/v1/auth/refresh", new { refresh_token = user.RefreshToken });
            return (await response.JsonAsync()).GetRawText();
        }));

        Assert.Single(bodies.Distinct());
    }

    [Fact]
    public async Task A_suspended_account_is_refused_at_once_and_told_so_when_it_signs_in()
    {
        var user = await service.NewUserAsync();
        var admin = await service.NewAdministratorAsync();

        using var suspended = await admin.PostAsync($"/api/v1/admin/users/{user.UserId}/suspend", content: null);

        Assert.Equal("suspended", (await suspended.JsonAsync()).GetProperty("status").GetString());
        Assert.Equal(401, await user.Client.StatusAsync(Me));
        using var login = await user.Client.PostAsync("/api/v1/auth/login", new { email = user.Email, password = HttpAccounts.Password });
        await login.IsProblemAsync(403, "account_suspended");
    }
}
