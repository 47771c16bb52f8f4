using System.Text;
using System.Text.Json;
using Actors.Testing;
using static Actors.Tests.Settings.Documents;

namespace Actors.Tests.Settings;

/// <summary>What becomes of documents beyond the text that is sent: patches, deletion, names, and whose they are.</summary>
public sealed class DocumentLifeTests(Service service)
{
    [Theory]
    [InlineData("""[{"op":"remove","path":"/none"}]""", 422, "/0/path:path_not_found")]
    [InlineData("""[{"op":"add","path":"/x","value":1},{"op":"jump","path":"/x"}]""", 422, "/1/op:unknown_operation")]
    [InlineData("""[{"op":"add","path":"x","value":1}]""", 422, "/0/path:invalid_pointer")]
    [InlineData("""[{"op":"add","path":"/x"}]""", 422, "/0/value:missing_member")]
    [InlineData("""{"op":"add"}""", 422, ":invalid_patch")]
    [InlineData("""[{"op":"add","path":"/x","value":1},{"op":"test","path":"/a","value":2}]""", 409, "/1/value:test_failed")]
    [InlineData("""[{"op":"replace","path":"","value":[]}]""", 422, ":not_an_object")]
    public async Task A_patch_that_fails_says_where_and_changes_nothing(string patch, int status, string expected)
    {
        var client = (await service.NewUserAsync()).Client;
        using var created = await client.PutDocumentAsync("default", """{"a":1}""");

        using var refused = await client.PatchDocumentAsync("default", patch, JsonPatch);

        Assert.Equal([expected], (await refused.IsProblemAsync(status, status == 409 ? "test_failed" : "validation_failed")).FieldCodes());
        using var read = await client.GetDocumentAsync("default");
        Assert.Equal(("\"1\"", """{"a":1}"""), (read.Tag(), await read.DocumentTextAsync()));
    }

    [Fact]
    public async Task The_six_operations_change_a_document_at_once()
    {
        var client = (await service.NewUserAsync()).Client;
        using var created = await client.PutDocumentAsync("default", """{"a":{"b":[1,2]},"n":1.0}""");

        using var patched = await client.PatchDocumentAsync(
            "default",
            """
            [{"op":"test","path":"/n","value":1},{"op":"add","path":"/a/b/-","value":3},{"op":"remove","path":"/a/b/0"},
             {"op":"replace","path":"/n","value":1E400},{"op":"copy","from":"/a/b","path":"/c~1d"},{"op":"move","from":"/a/b","path":"/m"}]
            """,
            JsonPatch);

        Assert.Equal("""{"a":{},"n":1E400,"c/d":[2,3],"m":[2,3]}""", await patched.DocumentTextAsync());
        Assert.Equal("\"2\"", patched.Tag());
    }

    [Fact]
    public async Task A_deleted_document_is_gone_and_its_successor_counts_on()
    {
        var client = (await service.NewUserAsync()).Client;
        using var created = await client.PutDocumentAsync("default", """{"a":1}""");

        using var deleted = await client.DeleteAsync(PathOf("default"));
        Assert.Equal(204, (int)deleted.StatusCode);
        await (await client.DeleteAsync(PathOf("default"))).IsProblemAsync(404, "not_found");
        await (await client.GetDocumentAsync("default", ("If-None-Match", "\"2\""))).IsProblemAsync(404, "not_found");
        Assert.Equal(0, (await (await client.GetAsync("/api/v1/personas")).JsonAsync()).GetProperty("items").GetArrayLength());

        using var again = await client.PutDocumentAsync("default", "{}");
        Assert.Equal((201, "\"3\""), ((int)again.StatusCode, again.Tag()));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("-a")]
    [InlineData("a.b")]
    [InlineData("a%2Fb")]
    [InlineData("%C3%A9")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_name_that_is_none_is_refused(string persona)
    {
        var client = (await service.NewUserAsync()).Client;

        Assert.Equal(["persona:invalid_persona"], (await (await client.PutDocumentAsync(persona, "{}")).IsProblemAsync(422, "validation_failed")).FieldCodes());
        await (await client.GetAsync($"/api/v1/settings?persona={persona}")).IsProblemAsync(422, "validation_failed");
    }

    [Fact]
    public async Task Personas_are_listed_and_limited()
    {
        var client = (await service.NewUserAsync()).Client;

        for (var i = 0; i < 100; i++)
        {
            using var created = await client.PutDocumentAsync($"p{i:00}", """{"a":1}""");
            Assert.Equal(201, (int)created.StatusCode);
        }

        await (await client.PutDocumentAsync("one-more", "{}")).IsProblemAsync(409, "too_many_personas");

        var first = await (await client.GetAsync("/api/v1/personas?limit=60")).JsonAsync();
        var rest = await (await client.GetAsync($"/api/v1/personas?limit=60&cursor={first.GetProperty("next_cursor").GetString()}")).JsonAsync();
        JsonElement[] items = [.. first.GetProperty("items").EnumerateArray(), .. rest.GetProperty("items").EnumerateArray()];
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next_cursor").ValueKind);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"p{i:00}"), items.Select(i => i.GetProperty("persona").GetString()));
        Assert.Equal((1, 7), (items[0].GetProperty("version").GetInt64(), items[0].GetProperty("size").GetInt32()));
    }

    [Fact]
    public async Task Nobody_sees_anothers_document()
    {
        var (mine, theirs) = (await service.NewUserAsync(), await service.NewUserAsync());
        using var created = await mine.Client.PutDocumentAsync("default", """{"secret":1}""");

        await (await theirs.Client.GetDocumentAsync("default")).IsProblemAsync(404, "not_found");
        await (await service.NewClient().GetDocumentAsync("default")).IsProblemAsync(401, "unauthenticated");
    }

    [Fact]
    public async Task A_body_that_claims_to_be_enormous_is_refused_at_once()
    {
        var client = (await service.NewUserAsync()).Client;
        using var request = new HttpRequestMessage(HttpMethod.Put, PathOf("default")) { Content = new StringContent("{}", Encoding.UTF8, Json) };
        request.Content.Headers.ContentLength = 10_000_000_000;
        request.Headers.ExpectContinue = true;

        await (await client.SendAsync(request)).IsProblemAsync(413, "too_large");
    }
}
