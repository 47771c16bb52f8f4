using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.ApiKeys;

public sealed class ApiKeyTests(Service service)
{
    private const string Keys = "/api/v1/auth/api-keys";

    [Fact]
    public async Task A_key_opens_what_its_scopes_name_in_either_header()
    {
        var user = await service.NewUserAsync();
        var key = await CreateAsync(user.Client, "settings:read");

        Assert.Equal(404, await StatusAsync("/api/v1/settings", "X-API-Key", key.Text));
        Assert.Equal(404, await StatusAsync("/api/v1/settings", "Authorization", $"ApiKey {key.Text}"));
        Assert.Equal(403, await StatusAsync("/api/v1/auth/me", "X-API-Key", key.Text));
        Assert.Equal(403, await StatusAsync("/api/v1/admin/users", "X-API-Key", key.Text));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_on_the_next_request()
    {
        var user = await service.NewUserAsync();
        var key = await CreateAsync(user.Client, "account:read");
        Assert.Equal(200, await StatusAsync("/api/v1/auth/me", "X-API-Key", key.Text));

        using var revoked = await user.Client.DeleteAsync($"{Keys}/{key.Id}");

        Assert.Equal(204, (int)revoked.StatusCode);
        Assert.Equal(401, await StatusAsync("/api/v1/auth/me", "X-API-Key", key.Text));
    }

    [Fact]
    public async Task A_key_rests_while_its_owner_is_suspended()
    {
        var user = await service.NewUserAsync();
        var key = await CreateAsync(user.Client, "account:read");
        var admin = await service.NewAdministratorAsync();

        await admin.PostAsync($"/api/v1/admin/users/{user.UserId}/suspend", content: null);
        Assert.Equal(401, await StatusAsync("/api/v1/auth/me", "X-API-Key", key.Text));

        await admin.PostAsync($"/api/v1/admin/users/{user.UserId}/activate", content: null);
        Assert.Equal(200, await StatusAsync("/api/v1/auth/me", "X-API-Key", key.Text));
    }

    [Fact]
    public async Task The_secret_is_shown_once()
    {
        var user = await service.NewUserAsync();
        var key = await CreateAsync(user.Client, "account:read");

        var listed = await (await user.Client.GetAsync(Keys)).Content.ReadAsStringAsync();

        Assert.Contains(key.Id, listed, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Text, listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scopes_over_the_service_are_for_administrators_to_give()
    {
        var user = await service.NewUserAsync();

        using var refused = await user.Client.PostAsync(Keys, new { name = "probe", scopes = new[] { "tokens:introspect" } });
        await refused.IsProblemAsync(403, "forbidden");

        using var twice = await user.Client.PostAsync(Keys, new { name = "probe", scopes = new[] { "settings:read", "settings:read" } });
        Assert.Equal(["scopes:invalid_scopes"], (await twice.IsProblemAsync(422, "validation_failed")).FieldCodes());

        using var unknown = await user.Client.PostAsync(Keys, new { name = "probe", scopes = new[] { "everything" } });
        Assert.Equal(["scopes:invalid_scopes"], (await unknown.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task A_spent_refresh_token_is_reported_as_inactive_and_its_session_goes_on()
    {
        var admin = await service.NewAdministratorAsync();
        var user = await service.NewUserAsync();
        using var client = service.NewClient();
        client.DefaultRequestHeaders.Add("X-API-Key", (await CreateAsync(admin, "tokens:introspect")).Text);
        using var refreshed = await service.NewClient().PostAsync("/api/v1/auth/refresh", new { refresh_token = user.RefreshToken });
        var next = (await refreshed.JsonAsync()).GetProperty("refresh_token").GetString()!;

        Assert.Equal("""{"active":false}""", (await IntrospectAsync(client, user.RefreshToken)).GetRawText());
        Assert.True((await IntrospectAsync(client, next)).GetProperty("active").GetBoolean());
        Assert.Equal(200, await user.Client.StatusAsync("/api/v1/auth/me"));
    }

    [Fact]
    public async Task A_key_for_the_account_reads_profile_sessions_and_events()
    {
        var user = await service.NewUserAsync();
        var (_, key) = await CreateAsync(user.Client, "account:read");
        using var client = service.NewClient();
        client.DefaultRequestHeaders.Add("X-API-Key", key);

        Assert.Equal(200, await client.StatusAsync("/api/v1/auth/me"));
        using var sessions = await client.GetAsync("/api/v1/auth/sessions");
        Assert.False((await sessions.JsonAsync()).GetProperty("items")[0].GetProperty("current").GetBoolean());
        Assert.Equal(200, await client.StatusAsync("/api/v1/auth/events"));
        using var refused = await client.DeleteAsync("/api/v1/auth/sessions");
        await refused.IsProblemAsync(403, "insufficient_scope");
    }

    [Fact]
    public async Task A_key_cannot_have_expired_before_it_is_made()
    {
        var user = await service.NewUserAsync();

        using var refused = await user.Client.PostAsync(
            Keys, new { name = "probe", scopes = new[] { "account:read" }, expires_at = DateTimeOffset.UtcNow.AddMinutes(-1) });

        Assert.Equal(["expires_at:out_of_range"], (await refused.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task Every_wrong_field_of_a_key_gets_its_entry()
    {
        var user = await service.NewUserAsync();

        using var refused = await user.Client.PostAsync(
            Keys, new { name = "", scopes = Array.Empty<string>(), expires_at = DateTimeOffset.UtcNow.AddMinutes(-1) });

        Assert.Equal(
            ["expires_at:out_of_range", "name:required", "scopes:invalid_scopes"],
            (await refused.IsProblemAsync(422, "validation_failed")).FieldCodes().Order());
    }

    [Fact]
    public async Task A_key_ends_when_its_time_has_passed()
    {
        var user = await service.NewUserAsync();
        var lasting = await CreateUntilAsync(user.Client, DateTimeOffset.UtcNow.AddHours(1));
        var passing = await CreateUntilAsync(user.Client, DateTimeOffset.UtcNow.AddSeconds(3));

        await Eventually.IsAsync(async () => await StatusAsync("/api/v1/auth/me", "X-API-Key", passing) == 401, "the end of the key's time");

        Assert.Equal(200, await StatusAsync("/api/v1/auth/me", "X-API-Key", lasting));
    }

    [Fact]
    public async Task The_list_tells_when_a_key_was_last_used()
    {
        var user = await service.NewUserAsync();
        var (_, key) = await CreateAsync(user.Client, "account:read");
        Assert.Equal(JsonValueKind.Null, (await OnlyKeyAsync(user.Client)).GetProperty("last_used_at").ValueKind);

        Assert.Equal(200, await StatusAsync("/api/v1/auth/me", "X-API-Key", key));

        var used = await OnlyKeyAsync(user.Client);
        Assert.True(used.GetProperty("last_used_at").GetDateTimeOffset() >= used.GetProperty("created_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task An_access_token_may_be_revoked_too_and_what_is_no_token_is_answered_alike()
    {
        var admin = await service.NewAdministratorAsync();
        var user = await service.NewUserAsync();
        using var client = service.NewClient();
        client.DefaultRequestHeaders.Add("X-API-Key", (await CreateAsync(admin, "tokens:introspect")).Text);

        foreach (var none in new[] { "nonsense", "no.such.token", user.AccessToken + "x", user.RefreshToken + new string('x', 5_000) })
        {
            using var answer = await client.PostAsync("/api/v1/auth/revoke", Token(none));
            Assert.Equal(200, (int)answer.StatusCode);
        }

        Assert.Equal(200, await user.Client.StatusAsync("/api/v1/auth/me"));

        using var revoked = await client.PostAsync("/api/v1/auth/revoke", Token(user.AccessToken));

        Assert.Equal(200, (int)revoked.StatusCode);
        Assert.Equal(401, await user.Client.StatusAsync("/api/v1/auth/me"));
        using var refreshed = await service.NewClient().PostAsync("/api/v1/auth/refresh", new { refresh_token = user.RefreshToken });
        await refreshed.IsProblemAsync(401, "invalid_token");
    }

    [Fact]
    public async Task Introspection_tells_a_good_token_from_one_that_ended_and_revocation_ends_it()
    {
        var admin = await service.NewAdministratorAsync();
        var user = await service.NewUserAsync();
        using var client = service.NewClient();
        client.DefaultRequestHeaders.Add("X-API-Key", (await CreateAsync(admin, "tokens:introspect")).Text);

        var good = await IntrospectAsync(client, user.AccessToken);
        Assert.True(good.GetProperty("active").GetBoolean());
        Assert.Equal((user.UserId, "bearer"), (good.GetProperty("sub").GetString(), good.GetProperty("token_type").GetString()));
        Assert.Equal("""{"active":false}""", (await IntrospectAsync(client, user.AccessToken + "x")).GetRawText());
        Assert.Equal("""{"active":false}""", (await IntrospectAsync(client, user.AccessToken + new string('x', 5_000))).GetRawText());

        var refresh = await IntrospectAsync(client, user.RefreshToken);
        Assert.True(refresh.GetProperty("active").GetBoolean());
        Assert.Equal((user.UserId, user.SessionId), (refresh.GetProperty("sub").GetString(), refresh.GetProperty("sid").GetString()));
        Assert.InRange(refresh.GetProperty("exp").GetInt64() - refresh.GetProperty("iat").GetInt64(), 13 * 86_400, 14 * 86_400);
        Assert.False((await IntrospectAsync(client, user.RefreshToken + "x")).GetProperty("active").GetBoolean());

        using var revoked = await client.PostAsync("/api/v1/auth/revoke", Token(user.RefreshToken));
        Assert.Equal(200, (int)revoked.StatusCode);
        Assert.False((await IntrospectAsync(client, user.AccessToken)).GetProperty("active").GetBoolean());
        Assert.False((await IntrospectAsync(client, user.RefreshToken)).GetProperty("active").GetBoolean());
        Assert.Equal(401, await user.Client.StatusAsync("/api/v1/auth/me"));
    }

    [Theory]
    [InlineData("/api/v1/auth/introspect")]
    [InlineData("/api/v1/auth/revoke")]
    public async Task Every_refusal_of_introspection_and_revocation_is_an_OAuth_error_too(string path)
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());
        using var keyed = service.NewClient();
        keyed.DefaultRequestHeaders.Add("X-API-Key", (await CreateAsync(user.Client, "account:read")).Text);

        using var nobody = await service.NewClient().PostAsync(path, Token("none"));
        using var ordinary = await user.Client.PostAsync(path, Token("none"));
        using var scopeless = await keyed.PostAsync(path, Token("none"));
        using var empty = await admin.PostAsync(path, Token(""));
        using var json = await admin.PostAsync(path, new { token = "none" });

        Assert.Equal("invalid_client", ErrorOf(await nobody.IsProblemAsync(401, "unauthenticated")));
        Assert.Equal("unauthorized_client", ErrorOf(await ordinary.IsProblemAsync(403, "forbidden")));
        Assert.Equal("unauthorized_client", ErrorOf(await scopeless.IsProblemAsync(403, "insufficient_scope")));
        Assert.Equal("invalid_request", ErrorOf(await empty.IsProblemAsync(400, "bad_request")));
        Assert.Equal("invalid_request", ErrorOf(await json.IsProblemAsync(415, "unsupported_media_type")));
    }

    private static async Task<(string Id, string Text)> CreateAsync(HttpClient client, string scope)
    {
        using var response = await client.PostAsync(Keys, new { name = "probe", scopes = new[] { scope } });
        var created = await response.JsonAsync();
        return (created.GetProperty("id").GetString()!, created.GetProperty("api_key").GetString()!);
    }

    private static async Task<string> CreateUntilAsync(HttpClient client, DateTimeOffset end)
    {
        using var response = await client.PostAsync(Keys, new { name = "probe", scopes = new[] { "account:read" }, expires_at = end });
        return (await response.JsonAsync()).GetProperty("api_key").GetString()!;
    }

    private static async Task<JsonElement> OnlyKeyAsync(HttpClient client)
    {
        using var response = await client.GetAsync(Keys);
        return Assert.Single((await response.JsonAsync()).GetProperty("items").EnumerateArray());
    }

    private static async Task<JsonElement> IntrospectAsync(HttpClient client, string token)
    {
        using var response = await client.PostAsync("/api/v1/auth/introspect", Token(token));
        return await response.JsonAsync();
    }

    private static FormUrlEncodedContent Token(string token) => new([KeyValuePair.Create("token", token)]);

    private static string? ErrorOf(JsonElement problem) => problem.GetProperty("error").GetString();

    private async Task<int> StatusAsync(string path, string header, string value)
    {
        using var client = service.NewClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        return await client.StatusAsync(path);
    }
}
