using static Actors.Tests.Settings.Documents;

namespace Actors.Tests.Settings;

public sealed class ConditionTests(Service service)
{
    [Fact]
    public async Task A_document_that_is_created_is_told_with_its_tag_and_place()
    {
        var (client, persona) = (await service.NewUserAsync()).In(NewPersona());

        using var created = await client.PutDocumentAsync(persona, """{"a":1}""");

        Assert.Equal(201, (int)created.StatusCode);
        Assert.Equal("\"1\"", created.Tag());
        Assert.Equal(PathOf(persona), created.Headers.Location?.ToString());
        var body = await created.Content.ReadAsStringAsync();
        Assert.Matches($$"""^\{"persona":"{{persona}}","settings":\{"a":1\},"version":1,"updated_at":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"\}$""", body);
    }

    [Theory]
    [InlineData("\"1\"", 304)]
    [InlineData("W/\"1\"", 304)]
    [InlineData("\"7\", \"1\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"2\"", 200)]
    [InlineData("\"01\"", 200)]
    [InlineData("\"x\"", 200)]
    [InlineData("1", 400)]
    [InlineData("\"1", 400)]
    public async Task A_reader_who_knows_the_version_is_told_nothing_new(string tags, int status)
    {
        var (client, persona) = (await service.NewUserAsync()).In(NewPersona());
        using var created = await client.PutDocumentAsync(persona, "{}");

        using var read = await client.GetDocumentAsync(persona, ("If-None-Match", tags));

        Assert.Equal(status, (int)read.StatusCode);

        if (status == 304)
        {
            Assert.Equal("\"1\"", read.Tag());
            Assert.Equal("", await read.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("\"1\"", 200)]
    [InlineData("*", 200)]
    [InlineData("\"2\"", 412)]
    [InlineData("W/\"1\"", 412)]
    [InlineData("1", 400)]
    public async Task A_reader_may_name_the_version_that_is_wanted(string tags, int status)
    {
        var (client, persona) = (await service.NewUserAsync()).In(NewPersona());
        using var created = await client.PutDocumentAsync(persona, "{}");

        // RFC 9110, 13.2.2: If-Match comes first.
        using var read = await client.GetDocumentAsync(persona, ("If-Match", tags));
        using var known = await client.GetDocumentAsync(persona, ("If-Match", tags), ("If-None-Match", "\"1\""));
        using var missing = await client.GetDocumentAsync(NewPersona(), ("If-Match", tags));

        Assert.Equal((status, status == 200 ? 304 : status), ((int)read.StatusCode, (int)known.StatusCode));
        Assert.Equal(status == 400 ? null : "\"1\"", read.Tag());
        await missing.IsProblemAsync(status == 400 ? 400 : 412, status == 400 ? "bad_request" : "precondition_failed");
        Assert.Null(missing.Tag());
    }

    [Theory]
    [InlineData("\"1\"", 200)]
    [InlineData("\"9\", \"1\"", 200)]
    [InlineData("*", 200)]
    [InlineData("\"2\"", 412)]
    [InlineData("W/\"1\"", 412)]
    [InlineData("\"x\"", 412)]
    [InlineData("1", 400)]
    [InlineData("", 400)]
    public async Task A_write_names_the_version_that_it_changes(string tags, int status)
    {
        var (client, persona) = (await service.NewUserAsync()).In(NewPersona());
        using var created = await client.PutDocumentAsync(persona, """{"a":1}""");

        using var written = await client.PutDocumentAsync(persona, """{"a":2}""", ("If-Match", tags));

        Assert.Equal(status, (int)written.StatusCode);
        using var read = await client.GetDocumentAsync(persona);
        Assert.Equal(status == 200 ? """{"a":2}""" : """{"a":1}""", await read.DocumentTextAsync());
    }

    [Fact]
    public async Task A_stale_write_is_told_the_present_tag()
    {
        var (client, persona) = (await service.NewUserAsync()).In(NewPersona());
        using var first = await client.PutDocumentAsync(persona, "{}");
        using var second = await client.PutDocumentAsync(persona, """{"b":1}""");

        foreach (var stale in new[]
        {
            await client.PutDocumentAsync(persona, "{}", ("If-Match", "\"1\"")),
            await client.PatchDocumentAsync(persona, "{}", MergePatch, ("If-Match", "\"1\"")),
            await client.PatchDocumentAsync(persona, "[]", JsonPatch, ("If-Match", "\"1\"")),
            await client.SendAsync(HttpMethod.Delete, PathOf(persona), null, null, ("If-Match", "\"1\"")),
        })
        {
            await stale.IsProblemAsync(412, "precondition_failed");
            Assert.Equal("\"2\"", stale.Tag());
        }
    }

    [Fact]
    public async Task If_None_Match_any_creates_and_never_replaces()
    {
        var (client, persona) = (await service.NewUserAsync()).In(NewPersona());

        using var first = await client.PutDocumentAsync(persona, """{"n":1}""", ("If-None-Match", "*"));
        using var second = await client.PutDocumentAsync(persona, """{"n":2}""", ("If-None-Match", "*"));

        Assert.Equal(201, (int)first.StatusCode);
        await second.IsProblemAsync(412, "precondition_failed");
        Assert.Equal("\"1\"", second.Tag());
    }

    [Fact]
    public async Task Nothing_that_is_not_there_matches()
    {
        var (client, persona) = (await service.NewUserAsync()).In(NewPersona());

        await (await client.PutDocumentAsync(persona, "{}", ("If-Match", "*"))).IsProblemAsync(412, "precondition_failed");
        await (await client.PutDocumentAsync(persona, "{}", ("If-Match", "\"0\""))).IsProblemAsync(412, "precondition_failed");
        await (await client.GetDocumentAsync(persona)).IsProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task A_strict_persona_wants_a_version_named()
    {
        var (client, persona) = (await service.NewUserAsync()).In(NewPersona());
        using var created = await client.PutDocumentAsync(persona, "{}");
        using var strict = await client.SendAsync(HttpMethod.Patch, $"/api/v1/personas/{persona}", """{"strict":true}"""u8.ToArray());
        Assert.Contains("\"strict\":true", await strict.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await (await client.PutDocumentAsync(persona, "{}")).IsProblemAsync(428, "precondition_required");
        await (await client.PatchDocumentAsync(persona, "{}", MergePatch)).IsProblemAsync(428, "precondition_required");
        await (await client.SendAsync(HttpMethod.Delete, PathOf(persona), null)).IsProblemAsync(428, "precondition_required");

        using var named = await client.PutDocumentAsync(persona, """{"x":1}""", ("If-Match", "\"1\""));
        Assert.Equal("\"2\"", named.Tag());
    }

    [Fact]
    public async Task Who_prefers_a_minimal_answer_gets_the_tag_alone()
    {
        var (client, persona) = (await service.NewUserAsync()).In(NewPersona());

        using var created = await client.PutDocumentAsync(persona, "{}", ("Prefer", "return=minimal"));
        using var changed = await client.PutDocumentAsync(persona, """{"a":1}""", ("Prefer", "return=minimal"));

        Assert.Equal((201, 204), ((int)created.StatusCode, (int)changed.StatusCode));
        Assert.Equal("", await created.Content.ReadAsStringAsync());
        Assert.Equal(("\"1\"", "\"2\""), (created.Tag(), changed.Tag()));
        Assert.Equal("return=minimal", changed.Headers.GetValues("Preference-Applied").Single());
    }

    [Theory]
    [InlineData("respond-async, Return=Minimal", 204)]
    [InlineData("return = \"minimal\"; x=1", 204)]
    [InlineData("return=representation, return=minimal", 200)]
    [InlineData("x=\"return=minimal\"", 200)]
    [InlineData("x=\"a, return=minimal\"", 200)]
    [InlineData("return=minimalist", 200)]
    [InlineData("return", 200)]
    public async Task A_preference_is_read_as_its_RFC_has_it(string prefer, int status)
    {
        var (client, persona) = (await service.NewUserAsync()).In(NewPersona());
        using var created = await client.PutDocumentAsync(persona, "{}");

        using var changed = await client.PutDocumentAsync(persona, """{"a":1}""", ("Prefer", prefer));

        Assert.Equal(status, (int)changed.StatusCode);
    }

    [Fact]
    public async Task A_repeated_write_is_answered_like_the_first_and_changes_nothing()
    {
        var (client, persona) = (await service.NewUserAsync()).In(NewPersona());
        using var created = await client.PutDocumentAsync(persona, """{"n":[]}""");
        const string append = """[{"op":"add","path":"/n/-","value":1}]""";

        using var first = await client.PatchDocumentAsync(persona, append, JsonPatch, ("Idempotency-Key", "k1"));
        using var again = await client.PatchDocumentAsync(persona, append, JsonPatch, ("Idempotency-Key", "k1"));
        using var other = await client.PatchDocumentAsync(persona, """[{"op":"remove","path":"/n"}]""", JsonPatch, ("Idempotency-Key", "k1"));
        using var longKey = await client.PatchDocumentAsync(persona, append, JsonPatch, ("Idempotency-Key", new string('k', 256)));

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal("""{"n":[1]}""", await again.DocumentTextAsync());
        await other.IsProblemAsync(422, "idempotency_key_reused");
        await longKey.IsProblemAsync(400, "bad_request");
    }
}

internal static class SignedInDocuments
{
    public static (HttpClient Client, string Persona) In(this SignedIn user, string persona) => (user.Client, persona);
}
