using System.Text;
using System.Text.Json;
using Actors.Testing;
using static Actors.Tests.Settings.Documents;

namespace Actors.Tests.Settings;

public sealed class SchemaHistoryTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task The_versions_of_a_schema_are_told_with_who_and_when_and_audited()
    {
        var admin = await service.NewAdministratorAsync();
        var path = $"/api/v1/admin/settings-schemas/{NewPersona()}";
        await SetAsync(admin, path, """{"schema":{"required":["a"]}}""");
        using var deleted = await admin.DeleteAsync(path);
        await SetAsync(admin, path, """{"schema":{"required":["b"]}}""");

        var first = await (await admin.GetAsync($"{path}/versions?limit=2")).JsonAsync();
        var second = await (await admin.GetAsync($"{path}/versions?limit=2&cursor={first.GetProperty("next_cursor").GetString()}")).JsonAsync();
        var old = await (await admin.GetAsync($"{path}/versions/1")).JsonAsync();

        Assert.Equal(
            ["3 True", "2 False", "1 True"],
            Items(first).Concat(Items(second)).Select(v => $"{v.GetProperty("version").GetInt64()} {v.GetProperty("in_force").GetBoolean()}"));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_cursor").ValueKind);
        Assert.Equal(["cursor:invalid_cursor"], (await (await admin.GetAsync($"{path}/versions?cursor=zz")).IsProblemAsync(422, "validation_failed")).FieldCodes());
        Assert.StartsWith("usr_", Items(first)[0].GetProperty("author").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"required":["a"]}""", old.GetProperty("schema").GetRawText());
        await (await admin.GetAsync($"{path}/versions/2")).IsProblemAsync(404, "not_found");

        var removed = await (await admin.GetAsync("/api/v1/admin/events?type=settings.schema_removed&limit=1")).JsonAsync();
        Assert.Single(Items(removed));
    }

    [Fact]
    public async Task The_schemas_in_force_are_listed_by_persona_without_those_taken_out()
    {
        var admin = await service.NewAdministratorAsync();
        string[] personas = [.. new[] { NewPersona(), NewPersona(), NewPersona() }.Order(StringComparer.Ordinal)];

        foreach (var persona in personas)
        {
            await SetAsync(admin, $"/api/v1/admin/settings-schemas/{persona}", """{"schema":{"required":["a"]}}""");
        }

        (await admin.DeleteAsync($"/api/v1/admin/settings-schemas/{personas[1]}")).EnsureSuccessStatusCode().Dispose();
        var listed = new List<JsonElement>();

        for (var (path, page) = ("/api/v1/admin/settings-schemas?limit=1", default(JsonElement)); path is not null;)
        {
            page = await (await admin.GetAsync(path)).JsonAsync();
            listed.AddRange(Items(page));
            path = page.GetProperty("next_cursor").GetString() is { } next ? $"/api/v1/admin/settings-schemas?limit=1&cursor={next}" : null;
        }

        var mine = listed.Where(entry => personas.Contains(entry.GetProperty("persona").GetString())).ToArray();
        Assert.Equal([personas[0], personas[2]], mine.Select(entry => entry.GetProperty("persona").GetString()));
        Assert.Equal(1, mine[0].GetProperty("version").GetInt64());
        Assert.StartsWith("usr_", mine[0].GetProperty("updated_by").GetString(), StringComparison.Ordinal);
        await (await admin.GetAsync("/api/v1/admin/settings-schemas?cursor=X")).IsProblemAsync(422, "validation_failed");
        await (await (await service.NewUserAsync()).Client.GetAsync("/api/v1/admin/settings-schemas")).IsProblemAsync(403, "forbidden");
    }

    [Fact]
    public async Task Documents_that_break_a_new_schema_are_listed_and_not_broken()
    {
        var admin = await service.NewAdministratorAsync();
        var persona = NewPersona();
        var path = $"/api/v1/admin/settings-schemas/{persona}";
        var users = new List<SignedIn>();

        foreach (var theme in new[] { "dark", "pink", "blue" })
        {
            users.Add(await service.NewUserAsync());
            using var put = await users[^1].Client.PutDocumentAsync(persona, $$"""{"theme":"{{theme}}"}""");
        }

        await SetAsync(admin, path, """{"schema":{"properties":{"theme":{"enum":["dark","light"]}}}}""");

        var first = await (await admin.GetAsync($"{path}/violations?limit=1")).JsonAsync();
        var second = await (await admin.GetAsync($"{path}/violations?limit=1&cursor={first.GetProperty("next_cursor").GetString()}")).JsonAsync();
        var found = Items(first).Concat(Items(second)).ToArray();

        Assert.Equal([users[1].UserId, users[2].UserId], found.Select(v => v.GetProperty("user_id").GetString()));
        Assert.Equal(
            """[{"field":"/theme","code":"enum","message":"The value is none of those that are allowed."}]""".Split("message")[0],
            found[0].GetProperty("errors").GetRawText().Split("message")[0]);
        Assert.Equal("""{"theme":"pink"}""", await (await users[1].Client.GetDocumentAsync(persona)).DocumentTextAsync());

        using var mended = await users[1].Client.PutDocumentAsync(persona, """{"theme":"light"}""");
        Assert.Equal([users[2].UserId], Items(await (await admin.GetAsync($"{path}/violations")).JsonAsync()).Select(v => v.GetProperty("user_id").GetString()));
        await (await admin.GetAsync($"{path}/violations?cursor=x")).IsProblemAsync(422, "validation_failed");
        await (await users[0].Client.GetAsync($"{path}/violations")).IsProblemAsync(403, "forbidden");
    }

    private static JsonElement[] Items(JsonElement list) => [.. list.GetProperty("items").EnumerateArray()];

    private static async Task SetAsync(HttpClient admin, string path, string body)
    {
        using var set = await admin.SendAsync(HttpMethod.Put, path, Encoding.UTF8.GetBytes(body));
        Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync());
    }
}
