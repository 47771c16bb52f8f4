using System.Text.Json;
using Actors.Testing;
using static Actors.Tests.Settings.Documents;

namespace Actors.Tests.Requests;

public sealed class HeadTests(Service service)
{
    [Fact]
    public async Task HEAD_is_wherever_GET_is_and_answers_without_a_body()
    {
        var admin = await service.NewAdministratorAsync();
        var paths = (await admin.GetStringAsync("/openapi/v1.json")).Parsed().GetProperty("paths").EnumerateObject()
            .Where(path => path.Value.TryGetProperty("get", out _) && !path.Name.Contains('{', StringComparison.Ordinal))
            .Select(path => path.Name)
            .ToArray();
        Assert.True(paths.Length > 20, string.Join(' ', paths));

        foreach (var path in paths)
        {
            // Of a stream only the head: it has no end.
            using var got = await admin.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            using var head = await admin.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

            Assert.True(got.StatusCode == head.StatusCode, $"{path}: GET {(int)got.StatusCode}, HEAD {(int)head.StatusCode}");
            Assert.Equal(got.Content.Headers.ContentType?.MediaType, head.Content.Headers.ContentType?.MediaType);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task HEAD_of_a_document_tells_its_tag_and_its_length()
    {
        var client = (await service.NewUserAsync()).Client;
        using var put = await client.PutDocumentAsync("default", """{"theme":"dark"}""");
        using var got = await client.GetDocumentAsync("default");

        using var head = await client.SendAsync(HttpMethod.Head, PathOf("default"), null, null);
        using var known = await client.SendAsync(HttpMethod.Head, PathOf("default"), null, null, ("If-None-Match", "\"1\""));
        using var watch = await client.SendAsync(HttpMethod.Head, $"{PathOf("default")}/watch", null, null);

        Assert.Equal((200, "\"1\"", got.Content.Headers.ContentLength), ((int)head.StatusCode, head.Tag(), head.Content.Headers.ContentLength));
        Assert.Equal(304, (int)known.StatusCode);
        Assert.Equal("text/event-stream", watch.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_told_what_is()
    {
        using var refused = await service.NewClient().DeleteAsync("/health");

        Assert.Equal(405, (int)refused.StatusCode);
        Assert.Equal(["GET", "HEAD"], refused.Content.Headers.Allow.Order());
    }
}

internal static class JsonTextExtensions
{
    public static JsonElement Parsed(this string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
