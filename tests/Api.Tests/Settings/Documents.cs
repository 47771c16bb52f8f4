using System.Net.Http.Headers;
using System.Text;

namespace Actors.Tests.Settings;

/// <summary>Shorthand for requests to a user's documents.</summary>
internal static class Documents
{
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";
    public const string JsonPatch = "application/json-patch+json";

    public static string PathOf(string persona) => $"/api/v1/personas/{persona}/settings";

    public static string NewPersona() => $"p{Guid.NewGuid():N}";

    public static Task<HttpResponseMessage> SendAsync(
        this HttpClient client, HttpMethod method, string path, byte[]? body, string? mediaType = Json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);
        }

        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> PutDocumentAsync(
        this HttpClient client, string persona, string document, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Put, PathOf(persona), Encoding.UTF8.GetBytes(document), Json, headers);

    public static Task<HttpResponseMessage> PatchDocumentAsync(
        this HttpClient client, string persona, string patch, string mediaType, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Patch, PathOf(persona), Encoding.UTF8.GetBytes(patch), mediaType, headers);

    public static Task<HttpResponseMessage> GetDocumentAsync(this HttpClient client, string persona, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Get, PathOf(persona), null, null, headers);

    /// <summary>The text of the member <c>settings</c>, byte for byte.</summary>
    public static async Task<string> DocumentTextAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);

        var start = text.IndexOf("\"settings\":", StringComparison.Ordinal) + "\"settings\":".Length;
        return text[start..text.LastIndexOf(",\"version\":", StringComparison.Ordinal)];
    }

    public static string? Tag(this HttpResponseMessage response) => response.Headers.ETag?.ToString();
}
