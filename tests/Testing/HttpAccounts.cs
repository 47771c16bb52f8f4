using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Actors.Testing;

/// <summary>What a client of the API does first of all.</summary>
public static class HttpAccounts
{
    public const string Password = "a lantern over cold water";

    public static string NewEmail() => $"{Guid.NewGuid():N}@example.com";

    public static async Task<JsonElement> RegisterAsync(this HttpClient client, string email, string password = Password)
    {
        using var response = await PostAsync(client, "/api/v1/auth/register", new { email, password });
        return await response.JsonAsync();
    }

    /// <summary>Signs in; the client goes on in that user's name.</summary>
    public static async Task<JsonElement> SignInAsync(this HttpClient client, string email, string password = Password)
    {
        using var response = await PostAsync(client, "/api/v1/auth/login", new { email, password });
        var tokens = await response.JsonAsync();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        return tokens;
    }

    /// <summary>Again where a busy machine had no time: a 503 that says when to come back has done nothing.</summary>
    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, object body) => Eventually.IsAsync(
        () => client.PostAsJsonAsync(path, body), answer => answer is not { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: not null }, "time for it");

    /// <summary>The body of an answer that must be a good one.</summary>
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();

        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(body)
            : throw new HttpRequestException($"{(int)response.StatusCode}: {body}");
    }
}
