using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.RateLimits;

/// <summary>The program with limits so slow to refill that no test sees one come back, behind a proxy that names each client's address.</summary>
public sealed class LimitedApi : Service
{
    private int _clients;

    /// <summary>Speaks in the administrator's name.</summary>
    public HttpClient Admin { get; private set; } = null!;

    // Without those of other services, which switch limits off.
    protected override IReadOnlyList<string> Options =>
    [
        "--Proxy:Trusted:0", "127.0.0.0/8",
        "--RateLimits:Policies:auth:WindowSeconds", "36000",
        "--RateLimits:Policies:default:Limit", "20",
        "--RateLimits:Policies:default:WindowSeconds", "36000",
        "--RateLimits:Policies:admin:Limit", "10000",
        "--RateLimits:Policies:read:Limit", "10000",
        "--RateLimits:Policies:write:Limit", "10000",
        "--RateLimits:Policies:slow:Limit", "10",
        "--RateLimits:Policies:slow:WindowSeconds", "36000",
        "--RateLimits:Policies:storm:Limit", "100",
        "--RateLimits:Policies:storm:WindowSeconds", "36000",
        "--RateLimits:Policies:trial:Limit", "1",
        "--RateLimits:Policies:trial:WindowSeconds", "36000",
        "--RateLimits:Policies:trial:Shadow", "true",
    ];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Admin = NewClient();
        await Admin.SignInAsync(AdminEmail, AdminPassword);
    }

    /// <summary>A client with an address of its own, or with the one that is given.</summary>
    public HttpClient NewClient(string? address = null)
    {
        var client = base.NewClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address ?? NewAddress());
        return client;
    }

    public string NewAddress()
    {
        var number = Interlocked.Increment(ref _clients);
        return $"198.18.{number / 250}.{1 + (number % 250)}";
    }

    public Task<HttpResponseMessage> CheckAsync(object body) => Admin.PostAsJsonAsync("/api/v1/ratelimits/check", body);

    public async Task<JsonElement> CheckedAsync(object body)
    {
        using var response = await CheckAsync(body);
        return await response.JsonAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class LimitedApiTests : ICollectionFixture<LimitedApi>
{
    public const string Name = "An API with limits";
}
