using System.Text;
using System.Text.Json;
using Actors.Testing;
using Actors.Tests.Requests;
using Actors.Tests.Settings;

namespace Actors.Tests.Documentation;

/// <summary>What the OpenAPI document says of bodies that no type describes.</summary>
public sealed class SettingsBodyTests(Service service) : IClassFixture<Service>
{
    [Theory]
    [InlineData("/api/v1/settings", "post", "application/json")]
    [InlineData("/api/v1/settings/import", "post", "application/x-ndjson")]
    [InlineData("/api/v1/personas/{persona}/settings", "put", "application/json")]
    [InlineData("/api/v1/personas/{persona}/settings", "patch", "application/merge-patch+json")]
    [InlineData("/api/v1/personas/{persona}/settings", "patch", "application/json-patch+json")]
    [InlineData("/api/v1/admin/settings-schemas/{persona}", "put", "application/json")]
    [InlineData("/api/v1/ratelimits/check", "post", "application/json")]
    public async Task A_body_has_a_schema_and_an_example_that_is_accepted(string path, string method, string mediaType)
    {
        var client = await service.NewAdministratorAsync();
        var openApi = (await client.GetStringAsync("/openapi/v1.json")).Parsed();
        var operation = openApi.GetProperty("paths").GetProperty(path).GetProperty(method);
        var body = operation.GetProperty("requestBody").GetProperty("content").GetProperty(mediaType);
        var persona = Documents.NewPersona();
        using var before = await client.PutDocumentAsync(persona, """{"theme":"dark"}""");

        var example = body.GetProperty("example");
        var sent = example.ValueKind == JsonValueKind.String ? example.GetString()! : example.GetRawText();
        using var answer = await client.SendAsync(
            new HttpMethod(method.ToUpperInvariant()), path.Replace("{persona}", persona, StringComparison.Ordinal), Encoding.UTF8.GetBytes(sent), mediaType);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.NotEmpty(body.GetProperty("schema").GetProperty("description").GetString()!);
        Assert.True(operation.GetProperty("responses").TryGetProperty("415", out _));
    }
}
