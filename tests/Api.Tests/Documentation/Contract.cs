using System.Text.Json;

namespace Actors.Tests.Documentation;

/// <summary>One operation of the OpenAPI document.</summary>
public sealed record Operation(string Method, string Path, JsonElement Definition)
{
    public string Name => $"{Method} {Path}";

    /// <summary>The path with made-up values in place of its parameters: of the right shape, and of nothing that exists.</summary>
    public string MadeUpPath => Path
        .Replace("/users/{id}", "/users/usr_019aa3c2-7b4e-7c1d-9d2f-0a1b2c3d4e5f", StringComparison.Ordinal)
        .Replace("{version}", "999999", StringComparison.Ordinal)
        .Replace("{id}", "nothing", StringComparison.Ordinal)
        .Replace("{persona}", "nothing", StringComparison.Ordinal)
        .Replace("{policy}", "default", StringComparison.Ordinal)
        .Replace("{key}", "user:nothing", StringComparison.Ordinal)
        .Replace("{name}", "nothing", StringComparison.Ordinal)
        .Replace("{kid}", "nothing", StringComparison.Ordinal)
        .Replace("{session}", "nothing", StringComparison.Ordinal)
        .Replace("{provider}", "nothing", StringComparison.Ordinal)
        .Replace("{type}", "nothing", StringComparison.Ordinal);

    /// <summary>The media type of the body; null when there is none.</summary>
    public string? MediaType => Definition.TryGetProperty("requestBody", out var body)
        ? body.GetProperty("content").EnumerateObject().First().Name
        : null;

    /// <summary>The body that the document shows.</summary>
    public string? ExampleBody => Definition.TryGetProperty("requestBody", out var body)
        && body.GetProperty("content").EnumerateObject().First().Value is var media
        && media.TryGetProperty("example", out var example) ? example.GetRawText() : null;

    /// <summary>The codes that the document declares, with their statuses.</summary>
    public IEnumerable<(int Status, string Code)> Errors =>
        from response in Definition.GetProperty("responses").EnumerateObject()
        where response.Name[0] is '4' or '5'
        where response.Value.TryGetProperty("content", out _)
        from media in response.Value.GetProperty("content").EnumerateObject()
        where media.Name == "application/problem+json"
        from example in media.Value.GetProperty("examples").EnumerateObject()
        select (int.Parse(response.Name, System.Globalization.CultureInfo.InvariantCulture), example.Name);

    public IEnumerable<string> QueryParameters =>
        from parameter in Parameters
        where parameter.GetProperty("in").GetString() == "query"
        select parameter.GetProperty("name").GetString()!;

    public IEnumerable<JsonElement> Parameters =>
        Definition.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    /// <summary>The scopes with which an API key may call it.</summary>
    public string[] KeyScopes => Definition.TryGetProperty("security", out var security)
        ? [.. security.EnumerateArray()
            .SelectMany(requirement => requirement.EnumerateObject())
            .Where(scheme => scheme.Name == "api_key")
            .SelectMany(scheme => scheme.Value.EnumerateArray())
            .Select(scope => scope.GetString()!)]
        : [];
}

/// <summary>The OpenAPI document that a service shows.</summary>
public sealed class Contract(string text)
{
    public string Text => text;

    public JsonElement Root { get; } = JsonSerializer.Deserialize<JsonElement>(text);

    public IEnumerable<Operation> Operations =>
        from path in Root.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Value.TryGetProperty("responses", out _)
        select new Operation(operation.Name.ToUpperInvariant(), path.Name, operation.Value);

    public static async Task<Contract> ReadAsync(Service service)
    {
        using var client = service.NewClient();
        return new Contract(await client.GetStringAsync("/openapi/v1.json"));
    }
}
