using System.Net.Http.Json;
using Actors.Testing;

namespace Actors.Tests.Console;

/// <summary>What the console's page does in a browser: it sends its header, and the browser keeps the cookie.</summary>
internal sealed class Page(Service service) : IDisposable
{
    private readonly HttpClient _client = new(new HttpClientHandler { UseCookies = false }) { BaseAddress = service.Address };

    /// <summary>The cookie's value; empty without one.</summary>
    public string Cookie { get; set; } = "";

    /// <summary>What the cookie came with.</summary>
    public string[] Attributes { get; private set; } = [];

    public Task<HttpResponseMessage> SignInAsync(string email, string password = HttpAccounts.Password) =>
        SendAsync(HttpMethod.Post, "", new { email, password });

    public Task<HttpResponseMessage> RefreshAsync(params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, "/refresh", null, headers);

    public Task<HttpResponseMessage> SignOutAsync(params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Delete, "", null, headers);

    public Task<int> MeAsync(string accessToken) => _client.StatusAsync("/api/v1/auth/me", accessToken);

    /// <summary>With the page's header, unless others are named.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, "/console/session" + path) { Content = body is null ? null : JsonContent.Create(body) };

        foreach (var (name, value) in headers is [] ? [("X-Actors-Console", "1")] : headers)
        {
            request.Headers.Add(name, value);
        }

        if (Cookie.Length > 0)
        {
            request.Headers.Add("Cookie", $"actors_console={Cookie}");
        }

        var response = await _client.SendAsync(request);

        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            string[] parts = [.. set.Single().Split("; ")];
            Cookie = parts[0]["actors_console=".Length..];
            Attributes = parts[1..];
        }

        return response;
    }

    public void Dispose() => _client.Dispose();
}
