using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Users;

public sealed class UserDetailTests(Service service)
{
    private const string Users = "/api/v1/admin/users";

    [Fact]
    public async Task Lanes_tell_their_failures_and_locks()
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());
        Assert.Equal((0, JsonValueKind.Null), Lane((await LocksAsync(admin, user)).GetProperty("strangers")));

        await service.NewClient().LockAsync(user.Email);

        var locks = await LocksAsync(admin, user);
        Assert.Equal((5, JsonValueKind.String), Lane(locks.GetProperty("strangers")));
        Assert.Equal((0, JsonValueKind.Null), Lane(Assert.Single(locks.GetProperty("devices").EnumerateArray())));
        Assert.Equal((0, JsonValueKind.Null), Lane(locks.GetProperty("second_factor")));
    }

    [Fact]
    public async Task Sessions_are_listed_and_one_is_ended()
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());
        var listed = await (await admin.GetAsync($"{Users}/{user.UserId}/sessions")).JsonAsync();
        Assert.Equal(user.SessionId, Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());

        Assert.Equal(204, (int)(await admin.DeleteAsync($"{Users}/{user.UserId}/sessions/{user.SessionId}")).StatusCode);

        Assert.Equal(401, await user.Client.StatusAsync("/api/v1/auth/me"));
        await (await admin.DeleteAsync($"{Users}/{user.UserId}/sessions/{user.SessionId}")).IsProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task API_keys_are_listed_and_one_is_ended()
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());
        var made = await (await user.Client.PostAsync("/api/v1/auth/api-keys", new { name = "reader", scopes = new[] { "account:read" } })).JsonAsync();
        var listed = await (await admin.GetAsync($"{Users}/{user.UserId}/api-keys")).JsonAsync();
        var key = Assert.Single(listed.GetProperty("items").EnumerateArray());
        Assert.Equal("reader", key.GetProperty("name").GetString());
        Assert.DoesNotContain(made.GetProperty("api_key").GetString()!, listed.GetRawText(), StringComparison.Ordinal);

        var client = service.NewClient();
        client.DefaultRequestHeaders.Add("X-API-Key", made.GetProperty("api_key").GetString());
        Assert.Equal(200, await client.StatusAsync("/api/v1/auth/me"));
        Assert.Equal(204, (int)(await admin.DeleteAsync($"{Users}/{user.UserId}/api-keys/{key.GetProperty("id").GetString()}")).StatusCode);
        Assert.Equal(401, await client.StatusAsync("/api/v1/auth/me"));
    }

    [Fact]
    public async Task Personas_are_listed_without_what_is_in_them()
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());
        await user.Client.PostAsync("/api/v1/settings", new { persona = "work", settings = new { diary = "private" } });

        var listed = await (await admin.GetAsync($"{Users}/{user.UserId}/personas")).JsonAsync();

        Assert.Equal("work", Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("persona").GetString());
        Assert.DoesNotContain("private", listed.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_administrators_see_them_and_only_of_accounts_that_are_there()
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());

        foreach (var part in new[] { "lockout", "sessions", "api-keys", "personas" })
        {
            await (await user.Client.GetAsync($"{Users}/{user.UserId}/{part}")).IsProblemAsync(403, "forbidden");
            await (await admin.GetAsync($"{Users}/usr_{new string('0', 32)}/{part}")).IsProblemAsync(404, "not_found");
            await (await admin.GetAsync($"{Users}/nobody/{part}")).IsProblemAsync(404, "not_found");
        }
    }

    private static async Task<JsonElement> LocksAsync(HttpClient admin, SignedIn user) =>
        await (await admin.GetAsync($"{Users}/{user.UserId}/lockout")).JsonAsync();

    private static (int Failures, JsonValueKind LockedUntil) Lane(JsonElement lane) =>
        (lane.GetProperty("failures").GetInt32(), lane.GetProperty("locked_until").ValueKind);
}
