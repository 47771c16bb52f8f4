using System.Net.Http.Json;
using Actors.Testing;

namespace Actors.Tests.Console;

/// <summary>What the console's page does in a browser: it sends its header, and the browser keeps the cookies.</summary>
internal sealed class Page(Service service) : IDisposable
{
    private const string SessionCookie = "actors_console";

    private readonly HttpClient _client = new(new HttpClientHandler { UseCookies = false }) { BaseAddress = service.Address };

    /// <summary>The name of the session's cookie, which over TLS says so.</summary>
    public string Name { get; private set; } = SessionCookie;

    /// <summary>The value of the session's cookie; empty without one.</summary>
    public string Cookie { get; set; } = "";

    /// <summary>What the session's cookie came with.</summary>
    public string[] Attributes { get; private set; } = [];

    /// <summary>The cookies by which accounts know the browser again: the value and what it came with, by name.</summary>
    public Dictionary<string, (string Value, string[] Attributes)> Devices { get; } = [];

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

        string[] sent = [.. Cookie is "" ? [] : new[] { $"{Name}={Cookie}" }, .. Devices.Select(device => $"{device.Key}={device.Value.Value}")];

        if (sent is not [])
        {
            request.Headers.Add("Cookie", string.Join("; ", sent));
        }

        var response = await _client.SendAsync(request);

        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            Keep(set.Split("; "));
        }

        return response;
    }

    private void Keep(string[] parts)
    {
        var (name, value) = (parts[0].Split('=')[0], parts[0][(parts[0].IndexOf('=') + 1)..]);

        if (name.EndsWith(SessionCookie, StringComparison.Ordinal))
        {
            (Name, Cookie, Attributes) = (name, value, parts[1..]);
        }
        else if (parts.Contains("max-age=0"))
        {
            Devices.Remove(name);
        }
        else
        {
            Devices[name] = (value, parts[1..]);
        }
    }

    public void Dispose() => _client.Dispose();
}
