using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Silos;

public sealed class GrainTests(Service service) : IClassFixture<Service>
{
    private const string Grains = "/api/v1/admin/grains";

    [Fact]
    public async Task Only_administrators_look_into_the_service()
    {
        var user = await service.NewUserAsync();

        foreach (var path in new[] { "/api/v1/admin/silos", Grains, $"{Grains}/user", $"{Grains}/user/{user.UserId}", "/api/v1/admin/activations?type=user" })
        {
            await (await user.Client.GetAsync(path)).IsProblemAsync(403, "forbidden");
            await (await service.NewClient().GetAsync(path)).IsProblemAsync(401, "unauthenticated");
        }

        await (await user.Client.PostAsync($"{Grains}/user/deactivate", new { key = user.UserId })).IsProblemAsync(403, "forbidden");
    }

    [Fact]
    public async Task The_silo_tells_of_itself()
    {
        var admin = await service.NewAdministratorAsync();

        var silo = await UntilAsync(admin, "/api/v1/admin/silos", list => list.GetProperty("items")[0], one => one.GetProperty("activations").GetInt32() > 0);

        Assert.True(silo.GetProperty("memory_bytes").GetInt64() > silo.GetProperty("heap_bytes").GetInt64());
        Assert.Equal(JsonValueKind.String, silo.GetProperty("reported_at").ValueKind);
        Assert.True(silo.GetProperty("uptime_seconds").GetInt64() >= 0);
        Assert.Contains('@', silo.GetProperty("address").GetString()!);
    }

    [Fact]
    public async Task Types_tell_their_activations_calls_and_slowest_methods()
    {
        var admin = await service.NewAdministratorAsync();
        await service.NewUserAsync();

        var user = await UntilAsync(
            admin,
            $"{Grains}?limit=200",
            list => list.GetProperty("items").EnumerateArray().Single(type => type.GetProperty("type").GetString() == "user"),
            type => type.GetProperty("calls").GetProperty("calls").GetInt64() > 0 && type.GetProperty("activations").GetInt32() > 1);
        Assert.True(user.GetProperty("stored").GetBoolean());

        var detail = await (await admin.GetAsync($"{Grains}/user")).JsonAsync();
        var means = detail.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("calls").GetProperty("mean_ms").GetDouble()).ToArray();
        Assert.Equal(means.OrderDescending(), means);
        Assert.Equal(detail.GetProperty("activations").GetInt32(), detail.GetProperty("silos")[0].GetProperty("activations").GetInt32());
        await (await admin.GetAsync($"{Grains}/weather")).IsProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task Types_are_paged()
    {
        var admin = await service.NewAdministratorAsync();
        var first = await (await admin.GetAsync($"{Grains}?limit=2")).JsonAsync();
        var second = await (await admin.GetAsync($"{Grains}?limit=2&cursor={first.GetProperty("next_cursor").GetString()}")).JsonAsync();

        var names = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(type => type.GetProperty("type").GetString()!).ToArray();
        Assert.Equal(4, names.Distinct().Count());
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        await (await admin.GetAsync($"{Grains}?colour=red")).IsProblemAsync(422, "validation_failed");
    }

    [Fact]
    public async Task A_grain_is_found_masked_and_taken_out_of_memory()
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());
        var found = await (await admin.GetAsync($"{Grains}/user/{user.UserId}")).JsonAsync();

        Assert.True(found.GetProperty("active").GetBoolean());
        Assert.Equal(JsonValueKind.Number, found.GetProperty("queue_ms").ValueKind);
        var state = found.GetProperty("states").GetProperty("user");
        Assert.Equal((user.Email, "***"), (state.GetProperty("email_normalized").GetString(), state.GetProperty("password_hash").GetString()));

        Assert.Equal(204, (int)(await admin.PostAsync($"{Grains}/user/deactivate", new { key = user.UserId, reason = "a test" })).StatusCode);
        Assert.Equal(200, await user.Client.StatusAsync("/api/v1/auth/me"));

        var entries = await (await admin.GetAsync("/api/v1/admin/events?type=grain.deactivate")).JsonAsync();
        Assert.Contains(entries.GetProperty("items").EnumerateArray(), entry => entry.GetProperty("detail").GetProperty("key").GetString() == user.UserId);
        Assert.True((await (await admin.GetAsync("/api/v1/admin/events/verify")).JsonAsync()).GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task A_key_may_have_slashes_and_a_private_document_is_not_shown()
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());
        await user.Client.PostAsync("/api/v1/settings", new { settings = new { diary = "private" } });

        var body = await (await admin.GetAsync($"{Grains}/settings/{user.UserId}/default")).Content.ReadAsStringAsync();

        var state = JsonSerializer.Deserialize<JsonElement>(body).GetProperty("states").GetProperty("settings");
        Assert.Equal((1, "***"), (state.GetProperty("version").GetInt32(), state.GetProperty("document").GetString()));
        Assert.DoesNotContain("private", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_may_have_an_escaped_slash_of_its_own()
    {
        var admin = await service.NewAdministratorAsync();
        (await admin.GetAsync("/api/v1/admin/ratelimits/buckets/default/key:a%252Fb")).EnsureSuccessStatusCode().Dispose();

        var found = await (await admin.GetAsync($"{Grains}/ratelimit/default%2Fkey:a%252Fb")).JsonAsync();

        Assert.Equal(("default/key:a%2Fb", true), (found.GetProperty("key").GetString(), found.GetProperty("active").GetBoolean()));
    }

    [Fact]
    public async Task What_is_neither_active_nor_stored_is_not_there()
    {
        var admin = await service.NewAdministratorAsync();

        await (await admin.GetAsync($"{Grains}/user/usr_nobody")).IsProblemAsync(404, "not_found");
        await (await admin.PostAsync($"{Grains}/user/deactivate", new { key = "usr_nobody" })).IsProblemAsync(404, "not_found");
        Assert.Equal(["key:required"], (await (await admin.PostAsync($"{Grains}/user/deactivate", new { })).IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task Active_grains_are_listed_by_prefix()
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());

        var listed = await (await admin.GetAsync($"/api/v1/admin/activations?type=user&prefix={user.UserId}")).JsonAsync();

        Assert.Equal(user.UserId, Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("key").GetString());
        Assert.Equal(["type:required"], (await (await admin.GetAsync("/api/v1/admin/activations")).IsProblemAsync(422, "validation_failed")).FieldCodes());
        await (await admin.GetAsync("/api/v1/admin/activations?type=weather")).IsProblemAsync(404, "not_found");
    }

    /// <summary>The answer once it is as wanted: a silo tells of itself every second.</summary>
    private static Task<JsonElement> UntilAsync(HttpClient client, string path, Func<JsonElement, JsonElement> part, Func<JsonElement, bool> wanted) =>
        Eventually.IsAsync(async () => part(await (await client.GetAsync(path)).JsonAsync()), wanted, $"what is awaited of {path}");
}
