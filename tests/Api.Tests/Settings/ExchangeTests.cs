using System.Text;
using Actors.Api.Settings;
using Actors.Settings;
using Actors.Testing;
using static Actors.Tests.Settings.Documents;

namespace Actors.Tests.Settings;

public sealed class ExchangeTests(Service service)
{
    private const string Export = "/api/v1/settings/export";
    private const string Import = "/api/v1/settings/import";
    private const string NdJson = "application/x-ndjson";

    [Fact]
    public async Task What_one_user_exports_another_imports_byte_for_byte()
    {
        var (from, to) = ((await service.NewUserAsync()).Client, (await service.NewUserAsync()).Client);
        var documents = DocumentTests.Kept.Select((row, i) => ($"p{i}", Document: row.Data)).ToArray();

        foreach (var (persona, document) in documents)
        {
            using var put = await from.PutDocumentAsync(persona, document);
        }

        using var stays = await to.PutDocumentAsync("own", "{}");
        using var exported = await from.GetAsync(Export);
        var bytes = await exported.Content.ReadAsByteArrayAsync();
        Assert.Equal(NdJson, exported.Content.Headers.ContentType?.MediaType);
        Assert.Equal(documents.Length, Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        using var imported = await to.SendAsync(HttpMethod.Post, Import, bytes, NdJson);

        Assert.Equal(documents.Length, (await imported.JsonAsync()).GetProperty("items").GetArrayLength());

        foreach (var (persona, document) in documents)
        {
            Assert.Equal(document, await (await to.GetDocumentAsync(persona)).DocumentTextAsync());
        }

        Assert.Equal("{}", await (await to.GetDocumentAsync("own")).DocumentTextAsync());
        var history = await (await to.GetAsync($"{PathOf("p0")}/history")).JsonAsync();
        Assert.Equal("import", history.GetProperty("items")[0].GetProperty("operation").GetString());
    }

    [Fact]
    public async Task Of_wrong_lines_the_first_50_are_told_and_of_too_many_lines_none_is_read_to_the_end()
    {
        var client = (await service.NewUserAsync()).Client;

        var wrong = await ImportAsync(client, string.Join('\n', Enumerable.Repeat("1", 300)));
        Assert.Equal(
            Enumerable.Range(1, 50).Select(n => $"lines[{n}]:invalid_type"), (await wrong.IsProblemAsync(422, "validation_failed")).FieldCodes());

        var many = Enumerable.Range(0, 1001).Select(n => $$$"""{"persona":"p{{{n}}}","settings":{}}""").Append("this is not read");
        await (await ImportAsync(client, string.Join('\n', many))).IsProblemAsync(413, "too_large");
    }

    [Fact]
    public async Task One_wrong_line_and_nothing_is_imported()
    {
        var client = (await service.NewUserAsync()).Client;

        var invalid = await ImportAsync(client, """
            {"persona":"a","settings":{}}

            {"persona":"B","settings":{}}
            {"persona":"c"}
            {"persona":"d","settings":{},"other":1}
            []
            """);
        Assert.Equal(
            ["lines[3]/persona:invalid_persona", "lines[4]/settings:required", "lines[5]/other:unknown_field", "lines[6]:invalid_type"],
            (await invalid.IsProblemAsync(422, "validation_failed")).FieldCodes());

        var broken = await ImportAsync(client, """
            {"persona":"a","settings":{}}
            {"persona":"b","settings":{"x":1,}}
            """);
        Assert.Equal(["lines[2]:malformed_json"], (await broken.IsProblemAsync(400, "malformed_json")).FieldCodes());

        var deeper = await ImportAsync(client, """
            {"persona":"a","settings":{}}
            {"persona":"b","settings":{"x":{"y":1,"y":2}}}
            {"persona":"a","settings":[]}
            """);
        Assert.Equal(
            ["lines[2]/settings/x/y:duplicate_key", "lines[3]/settings:duplicate_persona"],
            (await deeper.IsProblemAsync(400, "malformed_json")).FieldCodes());

        var twice = await ImportAsync(client, """
            {"persona":"a","settings":{}}
            {"persona":"a","settings":[]}
            """);
        Assert.Equal(["lines[2]/settings:duplicate_persona"], (await twice.IsProblemAsync(422, "validation_failed")).FieldCodes());

        await (await client.GetDocumentAsync("a")).IsProblemAsync(404, "not_found");
        Assert.Equal("", await client.GetStringAsync(Export));
    }

    [Theory]
    [InlineData("\"\u00ff\"", "/settings", "invalid_utf8")]
    [InlineData("\"\\ud800\"", "/settings/x", "lone_surrogate")]
    [InlineData("{\"y\":1,\"y\":1}", "/settings/x/y", "duplicate_key")]
    public async Task A_document_that_is_no_JSON_is_refused_as_a_write_of_it_is(string value, string field, string code)
    {
        var client = (await service.NewUserAsync()).Client;
        var line = Encoding.Latin1.GetBytes($$$"""{"persona":"a","settings":{"x":{{{value}}}}}""");
        var document = Encoding.Latin1.GetBytes($$"""{"x":{{value}}}""");

        await (await client.SendAsync(HttpMethod.Put, PathOf("a"), document)).IsProblemAsync(400, "malformed_json");
        var refused = await client.SendAsync(HttpMethod.Post, Import, line, NdJson);

        Assert.Equal([$"lines[1]{field}:{code}"], (await refused.IsProblemAsync(400, "malformed_json")).FieldCodes());
    }

    [Theory]
    [InlineData("If-Match", "\"1\"")]
    [InlineData("If-None-Match", "*")]
    public async Task What_an_import_cannot_keep_to_is_refused(string header, string value)
    {
        var client = (await service.NewUserAsync()).Client;

        var refused = await client.SendAsync(HttpMethod.Post, Import, """{"persona":"a","settings":{}}"""u8.ToArray(), NdJson, (header, value));

        await refused.IsProblemAsync(400, "bad_request");
        await (await client.GetDocumentAsync("a")).IsProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task An_import_is_bounded_and_of_one_media_type()
    {
        var client = (await service.NewUserAsync()).Client;
        var large = $$"""{"pad":"{{new string('x', 60_000)}}"}""";
        var hundred = string.Join('\n', Enumerable.Range(0, 100).Select(i => $$"""{"persona":"p{{i}}","settings":{{large}}}"""));

        using var all = await ImportAsync(client, hundred);
        Assert.Equal(200, (int)all.StatusCode);
        await (await ImportAsync(client, """{"persona":"more","settings":{}}""")).IsProblemAsync(409, "too_many_personas");
        await (await ImportAsync(client, new string(' ', 9 * 1024 * 1024))).IsProblemAsync(413, "too_large");
        await (await client.SendAsync(HttpMethod.Post, Import, "{}"u8.ToArray())).IsProblemAsync(415, "unsupported_media_type");
        await (await service.NewClient().GetAsync(Export)).IsProblemAsync(401, "unauthenticated");
    }

    [Fact]
    public void What_a_line_wraps_around_its_document_is_no_more_than_is_allowed_for()
    {
        var view = new SettingsView { Version = long.MaxValue, Document = [.. "{}"u8], UpdatedAt = DateTimeOffset.MaxValue };
        var line = new DocumentText(new string('p', 63), view);

        Assert.InRange(line.Length - view.Document.Length + "\n".Length, 1, ISettingsImportGrain.MaxLineBytes);
    }

    private static Task<HttpResponseMessage> ImportAsync(HttpClient client, string lines) =>
        client.SendAsync(HttpMethod.Post, Import, Encoding.UTF8.GetBytes(lines), NdJson, ("Expect", "100-continue"));
}
