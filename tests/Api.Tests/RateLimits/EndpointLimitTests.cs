using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.RateLimits;

/// <summary>The limits of our own endpoints, over HTTP.</summary>
[Collection(LimitedApiTests.Name)]
public sealed class EndpointLimitTests(LimitedApi api)
{
    private static readonly object WrongPassword = new { email = "nobody@example.com", password = "wrong wrong wrong" };

    [Fact]
    public async Task An_answer_says_what_is_left()
    {
        using var client = await NewUserAsync();

        using var response = await client.GetAsync("/api/v1/auth/me");

        Assert.Equal("\"default\";q=20;w=36000, \"read\";q=10000;w=60", Header(response, "RateLimit-Policy"));
        Assert.Equal("\"default\";r=19;t=1800, \"read\";r=9999;t=1", Header(response, "RateLimit"));
    }

    [Fact]
    public async Task Of_many_requests_at_once_exactly_the_limit_goes_through_and_the_rest_learn_why_not()
    {
        using var client = await NewUserAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.GetAsync("/api/v1/auth/me")));
        var refused = responses.Where(response => response.StatusCode == HttpStatusCode.TooManyRequests).ToArray();
        var body = JsonSerializer.Deserialize<JsonElement>(await refused[0].Content.ReadAsStringAsync());

        Assert.Equal(20, responses.Count(response => response.StatusCode == HttpStatusCode.OK));
        Assert.Equal(180, refused.Length);
        Assert.Equal("application/problem+json", refused[0].Content.Headers.ContentType!.MediaType);
        Assert.InRange(refused[0].Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 1800);
        Assert.StartsWith("\"default\";r=0;t=", Header(refused[0], "RateLimit"), StringComparison.Ordinal);
        Assert.Equal(
            ("rate_limited", "default", 20, 36000),
            (body.GetProperty("code").GetString(), body.GetProperty("policy").GetString(), body.GetProperty("limit").GetInt32(), body.GetProperty("window_seconds").GetInt32()));
        Assert.InRange(body.GetProperty("retry_after_ms").GetInt64(), 1, 1_800_000);
        Assert.True(body.GetProperty("retry_at").GetDateTimeOffset() > DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Signing_in_is_limited_by_address_over_all_accounts()
    {
        using var client = api.NewClient();

        var statuses = await SignInsAsync(Enumerable.Range(0, 11).Select(_ => (client, HttpAccounts.NewEmail())));

        Assert.Equal(10, statuses.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(1, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Signing_in_is_limited_by_account_over_all_addresses_however_the_name_is_written()
    {
        var name = $"{Guid.NewGuid():N}";

        var statuses = await SignInsAsync(Enumerable.Range(0, 30)
            .Select(i => (api.NewClient(), i % 2 == 0 ? $"{name}@example.com" : $" {name.ToUpperInvariant()}@EXAMPLE.com ")));

        // The lockout, too, counts failures of one account; whom the limit lets through finds it locked or not.
        Assert.Equal(20, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task A_strangers_mailbox_is_not_filled_by_changes_of_address()
    {
        var stranger = HttpAccounts.NewEmail();
        var statuses = new List<HttpStatusCode>();

        foreach (var client in new[] { await NewUserAsync(), await NewUserAsync() })
        {
            for (var i = 0; i < 6; i++)
            {
                using var response = await client.PostAsJsonAsync("/api/v1/auth/email/change", new { email = stranger });
                statuses.Add(response.StatusCode);
            }
        }

        Assert.Equal(10, statuses.Count(status => status == HttpStatusCode.Accepted));
        Assert.Equal(2, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task A_sign_in_that_the_account_refuses_counts_against_the_address()
    {
        var account = HttpAccounts.NewEmail();
        await SignInsAsync(Enumerable.Range(0, 10).Select(_ => (api.NewClient(), account)));
        using var client = api.NewClient();

        await SignInsAsync(Enumerable.Repeat((client, account), 5));
        using var other = await client.PostAsJsonAsync("/api/v1/auth/login", WrongPassword);

        Assert.Equal("\"auth\";r=4", Header(other, "RateLimit")[.."\"auth\";r=4".Length]);
    }

    [Fact]
    public async Task A_device_that_signed_in_before_gets_in_while_strangers_have_emptied_the_account()
    {
        var (owner, account) = (api.NewClient(), HttpAccounts.NewEmail());
        await owner.RegisterAsync(account);
        var device = (await owner.SignInAsync(account)).GetProperty("device_token").GetString()!;
        await SignInsAsync(Enumerable.Range(0, 10).Select(_ => (api.NewClient(), account)));

        using var unknown = await SignInFromAsync("dt_" + new string('0', 64), api.NewClient(), account);
        using var known = await SignInFromAsync(device, owner, account);

        Assert.Equal(HttpStatusCode.TooManyRequests, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
    }

    [Fact]
    public async Task A_device_that_signed_in_before_is_under_the_same_limit_as_strangers_are()
    {
        var (owner, account) = (api.NewClient(), HttpAccounts.NewEmail());
        await owner.RegisterAsync(account);
        var device = (await owner.SignInAsync(account)).GetProperty("device_token").GetString()!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 11).Select(_ => SignInFromAsync(device, api.NewClient(), account, "wrong wrong wrong")));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task A_device_token_for_a_name_that_nobody_registered_is_a_strangers()
    {
        var account = HttpAccounts.NewEmail();
        await SignInsAsync(Enumerable.Range(0, 10).Select(_ => (api.NewClient(), account)));

        using var refused = await SignInFromAsync("dt_" + new string('0', 64), api.NewClient(), account);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task The_token_endpoint_shares_the_limits_of_the_login()
    {
        var account = HttpAccounts.NewEmail();
        await SignInsAsync(Enumerable.Range(0, 10).Select(_ => (api.NewClient(), account)));
        using var client = api.NewClient();

        using var response = await client.PostAsync("/api/v1/auth/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["username"] = account,
            ["password"] = "wrong wrong wrong",
        }));

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
    }

    [Fact]
    public async Task Addresses_of_one_IPv6_network_count_as_one()
    {
        var network = $"2001:db8:{Random.Shared.Next(0x10000):x}:{Random.Shared.Next(0x10000):x}";

        var statuses = await SignInsAsync(Enumerable.Range(1, 11).Select(i => (api.NewClient($"{network}::{i:x}"), HttpAccounts.NewEmail())));

        Assert.Equal(1, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Bad_credentials_count_against_the_address()
    {
        using var client = api.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", "nonsense");

        using var response = await client.GetAsync("/api/v1/auth/me");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("\"anonymous\";q=60;w=60", Header(response, "RateLimit-Policy"));
    }

    [Fact]
    public async Task The_published_signing_keys_are_under_no_limit()
    {
        using var client = api.NewClient();

        using var response = await client.GetAsync("/.well-known/jwks.json");

        Assert.False(response.Headers.Contains("RateLimit"));
    }

    private static async Task<HttpStatusCode[]> SignInsAsync(IEnumerable<(HttpClient Client, string Email)> attempts) =>
        await Task.WhenAll(attempts.Select(async attempt =>
        {
            using var response = await attempt.Client.PostAsJsonAsync(
                "/api/v1/auth/login", new { email = attempt.Email, password = "wrong wrong wrong" });
            return response.StatusCode;
        }));

    private static Task<HttpResponseMessage> SignInFromAsync(
        string device, HttpClient client, string email, string password = HttpAccounts.Password) => client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/login")
        {
            Headers = { { "X-Device-Token", device } },
            Content = JsonContent.Create(new { email, password }),
        });

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private async Task<HttpClient> NewUserAsync()
    {
        var client = api.NewClient();
        var email = HttpAccounts.NewEmail();
        await client.RegisterAsync(email);
        await client.SignInAsync(email);
        return client;
    }
}
