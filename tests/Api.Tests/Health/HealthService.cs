using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Health;

/// <summary>The program behind a declared proxy, so that a test can come from anywhere.</summary>
public class HealthService : Service
{
    protected override IReadOnlyList<string> Options => [.. base.Options, "--Proxy:Trusted:0", "127.0.0.1", "--Proxy:Trusted:1", "10.0.0.0/8"];

    /// <summary>A client at this address, seen through the proxy.</summary>
    public HttpClient NewClientAt(string address)
    {
        var client = NewClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    /// <summary>A key of the administrator with these scopes.</summary>
    public async Task<string> NewKeyAsync(params string[] scopes)
    {
        using var admin = await NewAdministratorAsync();
        using var response = await admin.PostAsJsonAsync("/api/v1/auth/api-keys", new { name = "health", scopes });
        return (await response.JsonAsync()).GetProperty("api_key").GetString()!;
    }

    public async Task<HttpClient> NewAgentAsync()
    {
        var client = NewClient();
        client.DefaultRequestHeaders.Add("X-API-Key", await NewKeyAsync("health:report"));
        return client;
    }
}

/// <summary>For classes of tests that add probes, each under names of its own. Who asks whether all is well has another service.</summary>
[CollectionDefinition(Name)]
public sealed class ProbedTests : ICollectionFixture<HealthService>
{
    public const string Name = "A service with probes";
}

internal static class HealthPages
{
    public static async Task<JsonElement> PageAsync(this HttpClient client, string page, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);

        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

        using var response = await client.SendAsync(request);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }

    public static string[] Names(this JsonElement json) => [.. json.EnumerateObject().Select(member => member.Name)];

    public static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();

    public static JsonElement Named(this JsonElement list, string name) =>
        list.EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);

    /// <summary>Asks until it is so.</summary>
    public static Task<JsonElement> UntilAsync(this HttpClient client, string page, Func<JsonElement, bool> isSo) =>
        Eventually.IsAsync(() => client.PageAsync(page), isSo, $"what is awaited of {page}");
}
