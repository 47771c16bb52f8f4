using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Documentation;

/// <summary>A service that forgives no refresh token that was used twice, gives a user one persona, and knows a provider that is not there.</summary>
public sealed class OpenService : Service
{
    protected override IReadOnlyList<string> Options =>
    [
        .. base.Options, "--Sessions:RefreshGrace", "00:00:00", "--Settings:MaxPersonas", "1",
        "--External:Providers:unreachable:Issuer", "http://127.0.0.1:1", "--External:Providers:unreachable:ClientId", "me", "--External:Providers:unreachable:ClientSecret", "mine",
    ];
}

/// <summary>A service that takes invited guests with verified addresses.</summary>
public sealed class InvitingService : Service
{
    protected override IReadOnlyList<string> Options =>
        [.. base.Options, "--Accounts:Registration", "invite", "--Accounts:RequireVerifiedEmail", "true"];
}

/// <summary>A service behind a proxy that makes haste to refuse: nobody registers, no sign-in is recent, and hardly any hash may wait.</summary>
public sealed class StrictService : Service
{
    protected override IReadOnlyList<string> Options =>
    [
        .. base.Options, "--Accounts:Registration", "closed", "--Accounts:RecentSignIn", "00:00:00.001",
        "--Passwords:BcryptCost", "13", "--Passwords:Threads", "1", "--Passwords:QueueLength", "1", "--Proxy:Trusted:0", "127.0.0.1",
    ];
}

/// <summary>A service where each caller has a few requests of each kind.</summary>
public sealed class LimitedService : Service
{
    public const int Requests = 3;

    protected override IReadOnlyList<string> Options =>
        [.. new[] { "anonymous", "auth", "read", "write", "default", "heavy", "service", "admin" }
            .SelectMany(tier => new[] { $"--RateLimits:Policies:{tier}:Limit", $"{Requests}", $"--RateLimits:Policies:{tier}:WindowSeconds", "3600", $"--RateLimits:Policies:{tier}:Burst", $"{Requests}" })];
}

/// <summary>The services against which errors are provoked, and who calls them.</summary>
public sealed class ContractServices : IAsyncLifetime
{
    public Service Open { get; } = new OpenService();

    public Service Inviting { get; } = new InvitingService();

    public Service Strict { get; } = new StrictService();

    public Service Limited { get; } = new LimitedService();

    public Contract Contract { get; private set; } = null!;

    public SignedIn User { get; private set; } = null!;

    public HttpClient Administrator { get; private set; } = null!;

    public HttpClient StrictAdministrator { get; private set; } = null!;

    public HttpClient LimitedAdministrator { get; private set; } = null!;

    /// <summary>Keys of the administrator by their only scope.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(Open.InitializeAsync().AsTask(), Strict.InitializeAsync().AsTask(), Inviting.InitializeAsync().AsTask(), Limited.InitializeAsync().AsTask());
        Contract = await Contract.ReadAsync(Open);
        User = await Open.NewUserAsync();
        Administrator = await Open.NewAdministratorAsync();
        StrictAdministrator = await Strict.NewAdministratorAsync();
        LimitedAdministrator = await Limited.NewAdministratorAsync();
        var keys = new Dictionary<string, string>();

        foreach (var scope in Contract.Operations.SelectMany(operation => operation.KeyScopes).Append("account:read").Distinct())
        {
            using var made = await Administrator.PostAsJsonAsync("/api/v1/auth/api-keys", new { name = scope, scopes = new[] { scope } });
            keys[scope] = (await made.JsonAsync()).GetProperty("api_key").GetString()!;
        }

        Keys = keys;
    }

    public async ValueTask DisposeAsync()
    {
        await Open.DisposeAsync();
        await Inviting.DisposeAsync();
        await Strict.DisposeAsync();
        await Limited.DisposeAsync();
    }

    /// <summary>Somebody who may call the operation on the open service.</summary>
    public HttpClient CallerOf(Operation operation)
    {
        var isForAdministrators = operation.Errors.Any(error => error.Code == "forbidden") && operation.Path != "/api/v1/auth/api-keys";
        return !operation.Errors.Any(error => error.Code == "unauthenticated") ? Open.NewClient()
            : isForAdministrators ? Administrator
            : User.Client;
    }

    public static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, Operation operation, string? path = null, string? body = null, string? mediaType = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), path ?? operation.MadeUpPath);

        if (body is not null || operation.MediaType is not null)
        {
            request.Content = new StringContent(body ?? operation.ExampleBody ?? "{}");
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType ?? operation.MediaType ?? "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // A stream of events would not end.
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public static async Task<string> CodeAsync(HttpResponseMessage response)
    {
        var text = response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? await response.Content.ReadAsStringAsync() : "{}";
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        return $"{(int)response.StatusCode} {(problem.TryGetProperty("code", out var code) ? code.GetString() : "no problem")}";
    }
}
