using System.Text;
using Actors.Testing;
using static Actors.Tests.Settings.Documents;

namespace Actors.Tests.Settings;

public sealed class DocumentTests(Service service)
{
    public static TheoryData<string> Kept =>
    [
        "{}",
        """{"n":[9007199254740993,123456789012345678901234567890.000000000000000000001,-0,-0.0,0e0,1.0,1.50,1E400,-1e-400,1e+05]}""",
        """{"z":1,"a":2,"10":3,"2":4,"":5,"__proto__":{"x":1},"constructor":null}""",
        """{"\u0061":"\u0041\/\b\f\n\r\t\"\\","s":"\ud83d\ude00 😀 \u0000 é é \uFFFE"}""",
        """{"e":{},"a":[],"l":[[],{},[[]]],"n":null,"t":true,"f":false,"s":""}""",
        "{\"x\":\"\u007f\u0085\u2028\u2029\ufeff\ufffe\uffff\ue000\U0001F468\u200D\U0001F469\u200D\U0001F467\u202E\U0010ffff\"}",
        """{"sql":"'; DROP TABLE users;--","html":"<script>alert(1)</script>&<>'","fmt":"%s%n{0}${jndi:ldap://x}"}""",
        "{\"deep\":" + new string('[', 31) + new string(']', 31) + "}",
    ];

    public static TheoryData<string, string> Malformed => new()
    {
        { "", "malformed_json" },
        { " ", "malformed_json" },
        { """{"a":1,"a":2}""", "duplicate_key" },
        { """{"x":{"a":1,"\u0061":1}}""", "duplicate_key" },
        { """{"a":"\ud800"}""", "lone_surrogate" },
        { """{"\udc00":1}""", "lone_surrogate" },
        { "\uFEFF{}", "byte_order_mark" },
        { """{"a":NaN}""", "invalid_number" },
        { """{"a":-Infinity}""", "invalid_number" },
        { """{"a":01}""", "invalid_number" },
        { """{"a":1,}""", "trailing_comma" },
        { """{"a":[1,]}""", "trailing_comma" },
        { """{"a":1}/**/""", "comment" },
        { """{"a":1}{}""", "malformed_json" },
        { "{\"a\":\"\t\"}", "malformed_json" },
        { "{'a':1}", "malformed_json" },
        { "{\u00A0}", "malformed_json" },
    };

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task A_document_comes_back_as_it_was_sent(string document)
    {
        var client = (await service.NewUserAsync()).Client;

        using var put = await client.PutDocumentAsync("default", document);
        using var got = await client.GetAsync("/api/v1/settings");

        Assert.Equal(document, await put.DocumentTextAsync());
        Assert.Equal(document, await got.DocumentTextAsync());
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task A_merged_document_comes_back_as_it_was_sent(string document)
    {
        var client = (await service.NewUserAsync()).Client;

        using var posted = await client.SendAsync(HttpMethod.Post, "/api/v1/settings", Encoding.UTF8.GetBytes($$"""{"settings":{{document}}}"""));

        // A merge takes null for "remove", so those members are not there.
        var kept = document.Replace(",\"n\":null", "", StringComparison.Ordinal).Replace(",\"constructor\":null", "", StringComparison.Ordinal);
        Assert.Equal(200, (int)posted.StatusCode);
        Assert.Equal(kept, await posted.DocumentTextAsync());
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_body_that_is_not_JSON_is_refused_and_changes_nothing(string body, string code)
    {
        var client = (await service.NewUserAsync()).Client;

        var problem = await (await client.PutDocumentAsync("default", body)).IsProblemAsync(400, "malformed_json");

        Assert.Equal(code, problem.GetProperty("errors")[0].GetProperty("code").GetString());
        await (await client.GetDocumentAsync("default")).IsProblemAsync(404, "not_found");
        await (await client.SendAsync(HttpMethod.Post, "/api/v1/settings", Encoding.UTF8.GetBytes($$"""{"settings":{{body}}}"""))).IsProblemAsync(400, "malformed_json");
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused()
    {
        var client = (await service.NewUserAsync()).Client;

        foreach (var bytes in new byte[][] { [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xFF], [0xF4, 0x90, 0x80, 0x80] })
        {
            byte[] document = [.. "{\"a\":\""u8, .. bytes, .. "\"}"u8];
            var problem = await (await client.SendAsync(HttpMethod.Put, PathOf("default"), document)).IsProblemAsync(400, "malformed_json");
            Assert.Equal([":invalid_utf8"], problem.FieldCodes());
        }

        await (await client.SendAsync(HttpMethod.Put, PathOf("default"), Encoding.Unicode.GetBytes("{}"))).IsProblemAsync(400, "malformed_json");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1e5")]
    [InlineData("\"{}\"")]
    public async Task The_root_must_be_an_object(string document)
    {
        var client = (await service.NewUserAsync()).Client;

        Assert.Equal([":not_an_object"], (await (await client.PutDocumentAsync("default", document)).IsProblemAsync(422, "validation_failed")).FieldCodes());

        using var posted = await client.SendAsync(HttpMethod.Post, "/api/v1/settings", Encoding.UTF8.GetBytes($$"""{"settings":{{document}}}"""));
        Assert.Equal(["/settings:not_an_object"], (await posted.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task What_is_too_deep_is_refused_with_its_place()
    {
        var client = (await service.NewUserAsync()).Client;
        var deep = "{\"a\":" + new string('[', 32) + new string(']', 32) + "}";

        var problem = await (await client.PutDocumentAsync("default", deep)).IsProblemAsync(422, "validation_failed");
        Assert.Equal([$"/a{string.Concat(Enumerable.Repeat("/0", 31))}:too_deep"], problem.FieldCodes());

        var abyss = "{\"a\":" + new string('[', 60_000) + new string(']', 60_000) + "}";
        await (await client.PutDocumentAsync("default", abyss)).IsProblemAsync(422, "validation_failed");
        using var posted = await client.SendAsync(HttpMethod.Post, "/api/v1/settings", Encoding.UTF8.GetBytes($$"""{"settings":{{abyss}}}"""));
        await posted.IsProblemAsync(422, "validation_failed");
    }

    [Fact]
    public async Task The_largest_document_is_taken_and_one_byte_more_is_not()
    {
        var client = (await service.NewUserAsync()).Client;
        var largest = $$"""{"a":"{{new string('x', (64 * 1024) - 8)}}"}""";

        Assert.Equal(largest, await (await client.PutDocumentAsync("default", largest)).DocumentTextAsync());
        Assert.Equal([":too_large"], (await (await client.PutDocumentAsync("default", largest.Replace("x\"", "xx\"", StringComparison.Ordinal)))
            .IsProblemAsync(413, "too_large")).FieldCodes());
        await (await client.PutDocumentAsync("default", new string(' ', 200_000))).IsProblemAsync(413, "too_large");
    }

    [Theory]
    [InlineData("PUT", null)]
    [InlineData("PUT", "text/plain")]
    [InlineData("PUT", "application/json; charset=utf-16")]
    [InlineData("PATCH", "application/json")]
    [InlineData("PATCH", null)]
    public async Task Another_media_type_is_refused(string method, string? mediaType)
    {
        var client = (await service.NewUserAsync()).Client;

        using var refused = await client.SendAsync(new HttpMethod(method), PathOf("default"), "{}"u8.ToArray(), mediaType);

        await refused.IsProblemAsync(415, "unsupported_media_type");
        Assert.Equal(
            method == "PATCH" ? "application/merge-patch+json, application/json-patch+json" : null,
            refused.Headers.TryGetValues("Accept-Patch", out var accepted) ? string.Join(", ", accepted) : null);
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        var client = (await service.NewUserAsync()).Client;
        using var request = new HttpRequestMessage(HttpMethod.Put, PathOf("default")) { Content = new StringContent("{}", Encoding.UTF8, Json) };
        request.Content.Headers.ContentEncoding.Add("gzip");

        await (await client.SendAsync(request)).IsProblemAsync(415, "unsupported_media_type");
    }

    [Theory]
    [InlineData("""{"settings":{},"x":1}""", "x:unknown_field")]
    [InlineData("""{"persona":"a"}""", "settings:required")]
    [InlineData("""{"persona":"A","settings":{}}""", "persona:invalid_persona")]
    [InlineData("""{"persona":null,"settings":{}}""", "persona:invalid_persona")]
    [InlineData("""{"persona":7,"settings":{}}""", "persona:invalid_persona")]
    [InlineData("""[]""", ":invalid_type")]
    public async Task The_wrapper_of_a_merge_is_strict(string body, string expected)
    {
        var client = (await service.NewUserAsync()).Client;

        var problem = await (await client.SendAsync(HttpMethod.Post, "/api/v1/settings", Encoding.UTF8.GetBytes(body))).IsProblemAsync(422, "validation_failed");

        Assert.Equal([expected], problem.FieldCodes());
    }

    [Theory]
    [InlineData("""{"settings":{},"settings":{}}""")]
    [InlineData("""{"settings":{}}x""")]
    [InlineData("""{"settings":{},}""")]
    [InlineData("""{"settings":""")]
    [InlineData("\uFEFF{\"settings\":{}}")]
    public async Task A_wrapper_that_is_not_JSON_is_malformed(string body)
    {
        var client = (await service.NewUserAsync()).Client;

        await (await client.SendAsync(HttpMethod.Post, "/api/v1/settings", Encoding.UTF8.GetBytes(body))).IsProblemAsync(400, "malformed_json");
    }

    [Fact]
    public async Task A_merge_goes_to_the_persona_that_it_names()
    {
        var client = (await service.NewUserAsync()).Client;
        using var first = await client.SendAsync(HttpMethod.Post, "/api/v1/settings", """{"persona":"work","settings":{"a":{"b":1}}}"""u8.ToArray());
        using var second = await client.SendAsync(HttpMethod.Post, "/api/v1/settings", """{"settings":{"a":{"c":2,"b":null}},"persona":"work"}"""u8.ToArray());

        Assert.Equal("""{"a":{"c":2}}""", await second.DocumentTextAsync());
        Assert.Equal("""{"a":{"c":2}}""", await (await client.GetAsync("/api/v1/settings?persona=work")).DocumentTextAsync());
        await (await client.GetAsync("/api/v1/settings")).IsProblemAsync(404, "not_found");
    }
}
