using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

// One for all classes that declare none of their own: a start takes seconds of a processor.
[assembly: AssemblyFixture(typeof(Actors.Tests.Service))]

namespace Actors.Tests;

/// <summary>A service on the database that the environment says, and who uses it.</summary>
public class Service : RunningService
{
    // Each test signs the first administrator in anew; the oldest of these sessions must not give way while another test goes on with it.
    protected override IReadOnlyList<string> Options => [.. base.Options, "--Sessions:MaxPerUser", "1000"];

    /// <summary>A new account, signed in.</summary>
    public async Task<SignedIn> NewUserAsync()
    {
        var client = NewClient();
        var email = HttpAccounts.NewEmail();
        var user = (await client.RegisterAsync(email)).GetProperty("user");
        return new SignedIn(client, email, user.GetProperty("id").GetString()!, await client.SignInAsync(email));
    }

    /// <summary>The first administrator, signed in.</summary>
    public async Task<HttpClient> NewAdministratorAsync()
    {
        var client = NewClient();
        await client.SignInAsync(AdminEmail, AdminPassword);
        return client;
    }

    protected override async Task<IReadOnlyList<string>> DatabaseAsync() => await ServiceDatabase.OptionsAsync();
}

public sealed record SignedIn(HttpClient Client, string Email, string UserId, JsonElement Tokens)
{
    public string AccessToken => Tokens.GetProperty("access_token").GetString()!;

    public string RefreshToken => Tokens.GetProperty("refresh_token").GetString()!;

    public string SessionId => Tokens.GetProperty("session_id").GetString()!;
}

internal static class HttpAsserts
{
    /// <summary>The answer is a problem with this status and code, in the one shape of errors.</summary>
    public static async Task<JsonElement> IsProblemAsync(this HttpResponseMessage response, int status, string code)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);

        var problem = JsonSerializer.Deserialize<JsonElement>(body);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal("/problems/" + code.Replace('_', '-'), problem.GetProperty("type").GetString());
        Assert.Equal(response.Headers.GetValues("X-Request-ID").Single(), problem.GetProperty("request_id").GetString());
        return problem;
    }

    public static string[] FieldCodes(this JsonElement problem) =>
        [.. problem.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("field").GetString()}:{e.GetProperty("code").GetString()}")];

    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, object body) => client.PostAsJsonAsync(path, body);

    public static async Task<int> StatusAsync(this HttpClient client, string path, string? bearer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);

        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
