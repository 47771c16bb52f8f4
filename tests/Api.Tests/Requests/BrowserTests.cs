using Actors.Testing;
using Actors.Tests.Console;

namespace Actors.Tests.Requests;

/// <summary>Behind a proxy that is trusted, for pages of one other origin.</summary>
public sealed class BrowserService : Service
{
    public const string Origin = "https://app.example.com";

    protected override IReadOnlyList<string> Options => [.. base.Options, "--Cors:Origins:0", Origin, "--Proxy:Trusted:0", "127.0.0.1"];
}

/// <summary>What browsers are told: which other pages may read an answer, and to come by TLS alone.</summary>
public sealed class BrowserTests(BrowserService service) : IClassFixture<BrowserService>
{
    private const string Allowed = "Access-Control-Allow-Origin";
    private const string Me = "/api/v1/auth/me";

    [Fact]
    public async Task A_page_of_a_configured_origin_may_ask_and_read_also_refusals()
    {
        using var preflight = await SendAsync(
            HttpMethod.Options, ("Origin", BrowserService.Origin), ("Access-Control-Request-Method", "PATCH"), ("Access-Control-Request-Headers", "authorization"));
        using var refusal = await SendAsync(HttpMethod.Get, ("Origin", BrowserService.Origin));

        Assert.Equal(204, (int)preflight.StatusCode);
        Assert.Equal(BrowserService.Origin, preflight.Headers.GetValues(Allowed).Single());
        Assert.Contains("PATCH", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
        Assert.Equal("authorization", preflight.Headers.GetValues("Access-Control-Allow-Headers").Single());
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"));
        await refusal.IsProblemAsync(401, "unauthenticated");
        Assert.Equal(BrowserService.Origin, refusal.Headers.GetValues(Allowed).Single());
        Assert.Equal(
            [
                "Accept-Patch", "Content-Disposition", "ETag", "Location", "Preference-Applied",
                "RateLimit", "RateLimit-Policy", "Retry-After", "WWW-Authenticate", "X-Request-ID",
            ],
            refusal.Headers.GetValues("Access-Control-Expose-Headers").SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("https://app.example.com.evil.example")]
    [InlineData("http://app.example.com")]
    [InlineData("null")]
    public async Task A_page_of_another_origin_may_not(string origin)
    {
        using var preflight = await SendAsync(HttpMethod.Options, ("Origin", origin), ("Access-Control-Request-Method", "PATCH"));
        using var answer = await SendAsync(HttpMethod.Get, ("Origin", origin));

        Assert.False(preflight.Headers.Contains(Allowed));
        Assert.False(answer.Headers.Contains(Allowed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://evil.example")]
    [InlineData(BrowserService.Origin)]
    public async Task A_shared_cache_is_told_that_answers_depend_on_the_origin(string? origin)
    {
        using var answer = await SendAsync(HttpMethod.Get, origin is null ? [] : [("Origin", origin)]);

        Assert.Equal(["Origin"], answer.Headers.Vary);
    }

    [Fact]
    public async Task Over_TLS_and_only_there_it_says_to_stay_with_TLS()
    {
        using var plain = await SendAsync(HttpMethod.Get);
        using var secure = await SendAsync(HttpMethod.Get, ("X-Forwarded-Proto", "https"));

        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("max-age=31536000; includeSubDomains", secure.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task Over_TLS_a_cookie_stays_with_TLS()
    {
        using var page = new Page(service);
        var user = await service.NewUserAsync();
        (string, string)[] secure = [("X-Actors-Console", "1"), ("X-Forwarded-Proto", "https")];

        using var answer = await page.SendAsync(HttpMethod.Post, "", new { email = user.Email, password = HttpAccounts.Password }, secure);
        using var refreshed = await page.RefreshAsync(secure);

        Assert.Equal((200, 200), ((int)answer.StatusCode, (int)refreshed.StatusCode));
        Assert.Equal("__Secure-actors_console", page.Name);
        Assert.Contains("secure", page.Attributes);
        var (name, (_, attributes)) = Assert.Single(page.Devices);
        Assert.StartsWith("__Secure-actors_console_device_", name, StringComparison.Ordinal);
        Assert.Contains("secure", attributes);

        using var left = await page.SignOutAsync(secure);
        Assert.Equal(("__Secure-actors_console", "", "max-age=0"), (page.Name, page.Cookie, page.Attributes[0]));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, params (string Name, string Value)[] headers)
    {
        using var client = service.NewClient();
        using var request = new HttpRequestMessage(method, Me);

        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await client.SendAsync(request);
    }
}
