using System.Text;
using Actors.Testing;
using static Actors.Tests.Settings.Documents;

namespace Actors.Tests.Settings;

public sealed class SchemaTests(Service service)
{
    private const string Theme = """
        {"schema":{"type":"object","required":["theme"],"properties":{"theme":{"enum":["light","dark"]},"size":{"type":"integer","minimum":1}}},
         "defaults":{"size":3,"deep":{"a":1e400,"b":{}}}}
        """;

    [Fact]
    public async Task A_write_that_breaks_the_schema_is_told_where_and_changes_nothing()
    {
        var (admin, client, persona) = await WithSchemaAsync(Theme);

        using var put = await client.PutDocumentAsync(persona, """{"theme":"pink","size":0.5}""");
        Assert.Equal(["/theme:enum", "/size:type", "/size:minimum"], (await put.IsProblemAsync(422, "validation_failed")).FieldCodes());
        using var posted = await client.SendAsync(HttpMethod.Post, "/api/v1/settings", Encoding.UTF8.GetBytes($$$"""{"persona":"{{{persona}}}","settings":{"size":2}}"""));
        Assert.Equal(["/settings/theme:required"], (await posted.IsProblemAsync(422, "validation_failed")).FieldCodes());
        await (await client.GetDocumentAsync(persona)).IsProblemAsync(404, "not_found");

        using var good = await client.PutDocumentAsync(persona, """{"theme":"dark","size":2.0}""");
        Assert.Equal(201, (int)good.StatusCode);
        using var patched = await client.PatchDocumentAsync(persona, """[{"op":"remove","path":"/theme"}]""", JsonPatch);
        Assert.Equal(["/theme:required"], (await patched.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task Defaults_stand_where_the_user_has_set_nothing()
    {
        var (_, client, persona) = await WithSchemaAsync(Theme);

        var nothing = await (await client.GetAsync($"{PathOf(persona)}?include=defaults")).JsonAsync();
        Assert.Equal("""{"size":3,"deep":{"a":1e400,"b":{}}}""", nothing.GetProperty("settings").GetRawText());
        Assert.Equal(0, nothing.GetProperty("version").GetInt64());
        Assert.False(nothing.TryGetProperty("provenance", out _));

        using var put = await client.PutDocumentAsync(persona, """{"theme":"dark","deep":{"b":{"x/y":[]}}}""");
        using var answer = await client.GetAsync($"{PathOf(persona)}?include=defaults,provenance");
        var merged = await answer.JsonAsync();
        Assert.Equal("""{"theme":"dark","deep":{"b":{"x/y":[]},"a":1e400},"size":3}""", merged.GetProperty("settings").GetRawText());
        Assert.Equal(
            """{"/theme":"user","/deep/b/x~1y":"user","/deep/a":"default","/size":"default"}""", merged.GetProperty("provenance").GetRawText());
        Assert.Equal("\"1\"", answer.Tag());
        Assert.Equal(1, merged.GetProperty("schema_version").GetInt64());

        Assert.Equal("""{"theme":"dark","deep":{"b":{"x/y":[]}}}""", await (await client.GetDocumentAsync(persona)).DocumentTextAsync());
        await (await client.GetAsync($"{PathOf(persona)}?include=x")).IsProblemAsync(422, "validation_failed");
    }

    [Fact]
    public async Task With_defaults_too_a_read_holds_only_of_the_version_that_it_names()
    {
        var (client, persona) = (await service.NewUserAsync()).In(NewPersona());
        using var put = await client.PutDocumentAsync(persona, """{"theme":"dark"}""");
        var path = $"{PathOf(persona)}?include=defaults";

        using var same = await client.SendAsync(HttpMethod.Get, path, null, null, ("If-Match", "\"1\""));
        using var other = await client.SendAsync(HttpMethod.Get, path, null, null, ("If-Match", "\"2\""));

        Assert.Equal(200, (int)same.StatusCode);
        await other.IsProblemAsync(412, "precondition_failed");
        Assert.Equal("\"1\"", other.Tag());
    }

    [Fact]
    public async Task Pointers_that_would_be_megabytes_are_refused_and_the_document_is_told()
    {
        var (client, persona) = (await service.NewUserAsync()).In(NewPersona());
        var members = string.Join(',', Enumerable.Range(0, 500).Select(n => $"\"m{n}\":{n}"));
        var document = $$$"""{"{{{new string('x', 30_000)}}}":{{{{members}}}}}""";
        using var put = await client.PutDocumentAsync(persona, document);

        using var refused = await client.GetAsync($"{PathOf(persona)}?include=provenance");
        using var told = await client.GetAsync($"{PathOf(persona)}?include=defaults");

        Assert.Equal(["include:provenance_too_large"], (await refused.IsProblemAsync(422, "validation_failed")).FieldCodes());
        Assert.Equal(document, (await told.JsonAsync()).GetProperty("settings").GetRawText());
    }

    [Fact]
    public async Task Schemas_have_versions_and_hold_from_the_next_write_on()
    {
        var (admin, client, persona) = await WithSchemaAsync(Theme);
        var path = $"/api/v1/admin/settings-schemas/{persona}";
        using var put = await client.PutDocumentAsync(persona, """{"theme":"dark"}""");

        using var stale = await admin.SendAsync(HttpMethod.Put, path, """{"schema":false}"""u8.ToArray(), Json, ("If-Match", "\"7\""));
        await stale.IsProblemAsync(412, "precondition_failed");
        using var second = await admin.SendAsync(HttpMethod.Put, path, """{"schema":{"required":["new"]}}"""u8.ToArray(), Json, ("If-Match", "\"1\""));
        Assert.Equal("\"2\"", second.Tag());

        Assert.Equal("""{"theme":"dark"}""", await (await client.GetDocumentAsync(persona)).DocumentTextAsync());
        Assert.Equal(["/new:required"], (await (await client.PutDocumentAsync(persona, """{"theme":"dark"}""")).IsProblemAsync(422, "validation_failed")).FieldCodes());

        using var deleted = await admin.DeleteAsync(path);
        Assert.Equal(204, (int)deleted.StatusCode);
        await (await admin.GetAsync(path)).IsProblemAsync(404, "not_found");
        using var free = await client.PutDocumentAsync(persona, "{}");
        Assert.Equal(200, (int)free.StatusCode);
    }

    [Fact]
    public async Task What_an_administrator_was_just_answered_holds_for_every_kind_of_write()
    {
        var (admin, persona) = (await service.NewAdministratorAsync(), NewPersona());
        var (client, _) = (await service.NewUserAsync()).In(persona);
        var path = $"/api/v1/admin/settings-schemas/{persona}";
        using var before = await client.PutDocumentAsync(persona, "{}");
        Assert.Equal(201, (int)before.StatusCode);

        foreach (var member in new[] { "a", "b" })
        {
            using var put = await admin.SendAsync(HttpMethod.Put, path, Encoding.UTF8.GetBytes($$$"""{"schema":{"required":["{{{member}}}"]}}"""));
            Assert.Equal(200, (int)put.StatusCode);

            var merge = Encoding.UTF8.GetBytes($$$"""{"persona":"{{{persona}}}","settings":{"x":1}}""");
            Assert.Equal([$"/{member}:required"], await CodesAsync(client.PutDocumentAsync(persona, "{}")));
            Assert.Equal([$"/{member}:required"], await CodesAsync(client.PatchDocumentAsync(persona, """{"x":1}""", MergePatch)));
            Assert.Equal([$"/settings/{member}:required"], await CodesAsync(client.SendAsync(HttpMethod.Post, "/api/v1/settings", merge)));
            Assert.Equal([$"/{member}:required"], await CodesAsync(client.SendAsync(HttpMethod.Post, $"{PathOf(persona)}/rollback", """{"version":1}"""u8.ToArray())));
        }

        using var deleted = await admin.DeleteAsync(path);
        Assert.Equal(204, (int)deleted.StatusCode);
        using var free = await client.PutDocumentAsync(persona, "{}");
        Assert.Equal(200, (int)free.StatusCode);

        static async Task<string[]> CodesAsync(Task<HttpResponseMessage> answer) =>
            (await (await answer).IsProblemAsync(422, "validation_failed")).FieldCodes();
    }

    [Theory]
    [InlineData("\"1\"", 304)]
    [InlineData("\"9\", W/\"1\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"2\"", 200)]
    public async Task A_schema_that_is_known_is_not_sent_again(string tags, int status)
    {
        var (admin, _, persona) = await WithSchemaAsync(Theme);

        using var read = await admin.SendAsync(HttpMethod.Get, $"/api/v1/admin/settings-schemas/{persona}", null, null, ("If-None-Match", tags));

        Assert.Equal((status, "\"1\""), ((int)read.StatusCode, read.Tag()));
        Assert.Equal(status == 304, (await read.Content.ReadAsStringAsync()).Length == 0);
    }

    [Theory]
    [InlineData("\"9\", \"1\"", 200)]
    [InlineData("*", 200)]
    [InlineData("W/\"1\"", 412)]
    [InlineData("\"999\"", 412)]
    [InlineData("1", 400)]
    public async Task A_read_holds_only_of_the_schema_that_it_names(string tags, int status)
    {
        var (admin, _, persona) = await WithSchemaAsync(Theme);

        using var read = await admin.SendAsync(HttpMethod.Get, $"/api/v1/admin/settings-schemas/{persona}", null, null, ("If-Match", tags));
        using var none = await admin.SendAsync(HttpMethod.Get, $"/api/v1/admin/settings-schemas/{NewPersona()}", null, null, ("If-Match", tags));

        Assert.Equal((status, status == 400 ? null : "\"1\""), ((int)read.StatusCode, read.Tag()));
        Assert.Equal((status == 400 ? 400 : 412, null), ((int)none.StatusCode, none.Tag()));
    }

    [Theory]
    [InlineData("If-Match", "\"9\", \"1\"", 200)]
    [InlineData("If-Match", "*", 200)]
    [InlineData("If-Match", "W/\"1\"", 412)]
    [InlineData("If-Match", "\"9\"", 412)]
    [InlineData("If-None-Match", "\"9\"", 200)]
    [InlineData("If-None-Match", "W/\"1\"", 412)]
    [InlineData("If-None-Match", "*", 412)]
    public async Task A_change_names_the_schema_that_it_changes(string header, string tags, int status)
    {
        var (admin, _, persona) = await WithSchemaAsync(Theme);
        var path = $"/api/v1/admin/settings-schemas/{persona}";

        using var put = await admin.SendAsync(HttpMethod.Put, path, """{"schema":true}"""u8.ToArray(), Json, (header, tags));
        using var deleted = await admin.SendAsync(HttpMethod.Delete, path, null, null, ("If-Match", "\"1\""));

        Assert.Equal((status, status == 200 ? "\"2\"" : "\"1\""), ((int)put.StatusCode, put.Tag()));
        Assert.Equal((status == 200 ? 412 : 204, status == 200 ? "\"2\"" : null), ((int)deleted.StatusCode, deleted.Tag()));
    }

    [Fact]
    public async Task A_schema_that_is_not_there_matches_nothing()
    {
        var (admin, persona) = (await service.NewAdministratorAsync(), NewPersona());
        var path = $"/api/v1/admin/settings-schemas/{persona}";

        using var put = await admin.SendAsync(HttpMethod.Put, path, """{"schema":true}"""u8.ToArray(), Json, ("If-Match", "*"));
        await put.IsProblemAsync(412, "precondition_failed");
        using var first = await admin.SendAsync(HttpMethod.Put, path, """{"schema":true}"""u8.ToArray(), Json, ("If-None-Match", "*"));
        Assert.Equal("\"1\"", first.Tag());
    }

    [Theory]
    [InlineData("""{"schema":{"type":"text"}}""", "/schema/type:invalid_schema")]
    [InlineData("""{"schema":{"properties":{"a":{"unevaluatedItems":false}}}}""", "/schema/properties/a/unevaluatedItems:invalid_schema")]
    [InlineData("""{"schema":{"$ref":"http://127.0.0.1/x"}}""", "/schema/$ref:invalid_schema")]
    [InlineData("""{"schema":{"$ref":"#/none"}}""", "/schema/$ref:invalid_schema")]
    [InlineData("""{"schema":{"$schema":"http://json-schema.org/draft-07/schema#"}}""", "/schema/$schema:invalid_schema")]
    [InlineData("""{"schema":{"$defs":{"a":{"$id":"a","$ref":"#/$defs/b","$defs":{"b":true}},"b":true}}}""", "/schema/$defs/a/$id:invalid_schema")]
    [InlineData("""{"schema":{"properties":{"a":{"format":"uri-template"}}}}""", "/schema/properties/a/format:invalid_schema")]
    [InlineData("""{"schema":{"pattern":"("}}""", "/schema/pattern:invalid_schema")]
    [InlineData("""{"schema":{"pattern":"(?=a)b"}}""", "/schema/pattern:invalid_schema")]
    [InlineData("""{"schema":{"pattern":"[a-z-[aeiou]]"}}""", "/schema/pattern:invalid_schema")]
    [InlineData("""{"schema":{"patternProperties":{"(?i)a":true}}}""", "/schema/patternProperties:invalid_schema")]
    [InlineData("""{"schema":{"properties":{"a":{"type":"string"}}},"defaults":{"a":1}}""", "/defaults/a:type")]
    [InlineData("""{"schema":{},"defaults":[]}""", "/defaults:not_an_object")]
    [InlineData("""{"preset":"none"}""", "preset:invalid_preset")]
    [InlineData("""{"defaults":{}}""", "schema:required")]
    public async Task A_schema_that_is_not_understood_is_refused(string body, string expected)
    {
        var admin = await service.NewAdministratorAsync();

        using var refused = await admin.SendAsync(HttpMethod.Put, $"/api/v1/admin/settings-schemas/{NewPersona()}", Encoding.UTF8.GetBytes(body));

        Assert.Equal([expected], (await refused.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task Every_preset_may_be_put_in_force()
    {
        var admin = await service.NewAdministratorAsync();
        var presets = (await (await admin.GetAsync("/api/v1/admin/settings-presets")).JsonAsync()).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(
            ["baselines", "interface-configuration", "notification-preferences", "risk-assessment"], presets.Select(p => p.GetProperty("name").GetString()));

        foreach (var preset in presets)
        {
            var (_, client, persona) = await WithSchemaAsync($$"""{"preset":{{preset.GetProperty("name").GetRawText()}}}""");
            using var defaults = await client.PutDocumentAsync(persona, preset.GetProperty("defaults").GetRawText());
            Assert.Equal(201, (int)defaults.StatusCode);
        }

        var (_, user, alerts) = await WithSchemaAsync("""{"preset":"notification-preferences"}""");
        using var wrong = await user.PutDocumentAsync(alerts, """{"digest":"yearly","quiet_hours":{"from":"25:00"},"other":1}""");
        Assert.Equal(
            ["/other:not_allowed", "/digest:enum", "/quiet_hours/from:pattern"], (await wrong.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task Only_administrators_see_or_set_schemas()
    {
        var client = (await service.NewUserAsync()).Client;

        await (await client.GetAsync("/api/v1/admin/settings-schemas/default")).IsProblemAsync(403, "forbidden");
        await (await client.SendAsync(HttpMethod.Put, "/api/v1/admin/settings-schemas/default", """{"schema":false}"""u8.ToArray())).IsProblemAsync(403, "forbidden");
        await (await client.GetAsync("/api/v1/admin/settings-presets")).IsProblemAsync(403, "forbidden");
    }

    private async Task<(HttpClient Admin, HttpClient Client, string Persona)> WithSchemaAsync(string body)
    {
        var (admin, persona) = (await service.NewAdministratorAsync(), NewPersona());
        using var put = await admin.SendAsync(HttpMethod.Put, $"/api/v1/admin/settings-schemas/{persona}", Encoding.UTF8.GetBytes(body));
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        return (admin, (await service.NewUserAsync()).Client, persona);
    }
}
