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
        using var response = await client.PostAsJsonAsync("/api/v1/auth/register", new { email, password });
        return await response.JsonAsync();
    }

    /// <summary>Signs in; the client goes on in that user's name.</summary>
    public static async Task<JsonElement> SignInAsync(this HttpClient client, string email, string password = Password)
    {
        using var response = await client.PostAsJsonAsync("/api/v1/auth/login", new { email, password });
        var tokens = await response.JsonAsync();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        return tokens;
    }

    /// <summary>The body of an answer that must be a good one.</summary>
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();

        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(body)
            : throw new HttpRequestException($"{(int)response.StatusCode}: {body}");
    }
}
