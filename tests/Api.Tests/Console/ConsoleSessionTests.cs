using System.Text.Json;
using Actors.Testing;
using Actors.Tests.Sessions;

namespace Actors.Tests.Console;

[Collection(PatientTests.Name)]
public sealed class ConsoleSessionTests(PatientService service)
{
    [Fact]
    public async Task Signing_in_gives_the_page_an_access_token_and_the_browser_a_cookie_that_no_script_can_read()
    {
        using var page = new Page(service);

        using var answer = await page.SignInAsync((await service.NewUserAsync()).Email);

        var body = await answer.JsonAsync();
        Assert.Equal(["access_token", "expires_in"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(["max-age=1209600", "path=/console/session", "samesite=strict", "httponly"], page.Attributes);
        Assert.Equal(200, await page.MeAsync(TokenOf(body)));
    }

    [Fact]
    public async Task A_refusal_is_that_of_the_login_and_sets_no_cookie()
    {
        using var page = new Page(service);

        using var refused = await page.SignInAsync((await service.NewUserAsync()).Email, "not the lantern at all");

        await refused.IsProblemAsync(401, "invalid_credentials");
        Assert.Equal("", page.Cookie);
    }

    [Fact]
    public async Task A_refresh_spends_the_token_of_the_cookie_and_sets_the_next()
    {
        using var page = await SignedInAsync();
        var first = page.Cookie;

        using var refreshed = await page.RefreshAsync();

        Assert.Equal(200, await page.MeAsync(TokenOf(await refreshed.JsonAsync())));
        Assert.NotEqual(first, page.Cookie);
        Assert.Equal(["max-age=1209600", "path=/console/session", "samesite=strict", "httponly"], page.Attributes);
    }

    [Fact]
    public async Task Tabs_that_refresh_at_once_all_stay_signed_in_with_the_same_cookie()
    {
        using var page = await SignedInAsync();
        Page[] tabs = [.. Enumerable.Range(0, 8).Select(_ => new Page(service) { Cookie = page.Cookie })];

        var answers = await Task.WhenAll(tabs.Select(tab => tab.RefreshAsync()));

        Assert.All(answers, answer => Assert.Equal(200, (int)answer.StatusCode));
        Assert.Single(tabs.Select(tab => tab.Cookie).Distinct());
        using var next = await tabs[0].RefreshAsync();
        Assert.Equal(200, (int)next.StatusCode);
    }

    [Fact]
    public async Task Without_a_session_a_refresh_is_refused_and_the_cookie_cleared()
    {
        using var page = await SignedInAsync();
        using var other = new Page(service) { Cookie = page.Cookie };
        (await other.SignOutAsync()).EnsureSuccessStatusCode().Dispose();

        using var ended = await page.RefreshAsync();
        using var without = await new Page(service).RefreshAsync();

        await ended.IsProblemAsync(401, "invalid_token");
        await without.IsProblemAsync(401, "invalid_token");
        Assert.Equal(("", "max-age=0"), (page.Cookie, page.Attributes[0]));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_clears_the_cookie()
    {
        using var page = await SignedInAsync();
        using var refreshed = await page.RefreshAsync();
        var token = TokenOf(await refreshed.JsonAsync());

        using var left = await page.SignOutAsync();
        using var again = await page.SignOutAsync();

        Assert.Equal((204, 204), ((int)left.StatusCode, (int)again.StatusCode));
        Assert.Equal(("", "max-age=0"), (page.Cookie, page.Attributes[0]));
        Assert.Equal(401, await page.MeAsync(token));
    }

    [Fact]
    public async Task Signing_in_once_more_takes_the_place_of_the_session_and_a_refusal_does_not()
    {
        var email = (await service.NewUserAsync()).Email;
        using var page = new Page(service);
        var first = TokenOf(await (await page.SignInAsync(email)).JsonAsync());

        (await page.SignInAsync(email, "not the lantern at all")).Dispose();
        Assert.Equal(200, await page.MeAsync(first));
        var second = TokenOf(await (await page.SignInAsync(email)).JsonAsync());

        Assert.Equal((401, 200), (await page.MeAsync(first), await page.MeAsync(second)));
    }

    [Fact]
    public async Task What_is_no_token_ends_nothing()
    {
        using var page = await SignedInAsync();
        var proof = page.Cookie[(page.Cookie.LastIndexOf('.') + 1)..];
        using var forger = new Page(service) { Cookie = page.Cookie.Replace(proof, new string('A', proof.Length), StringComparison.Ordinal) };

        using var forged = await forger.SignOutAsync();

        Assert.Equal(204, (int)forged.StatusCode);
        using var still = await page.RefreshAsync();
        Assert.Equal(200, (int)still.StatusCode);
    }

    [Theory]
    [InlineData("POST", "")]
    [InlineData("POST", "/refresh")]
    [InlineData("DELETE", "")]
    public async Task Another_site_can_do_nothing_with_the_cookie(string method, string path)
    {
        using var page = await SignedInAsync();
        var cookie = page.Cookie;
        var body = method == "POST" && path == "" ? new { email = HttpAccounts.NewEmail(), password = HttpAccounts.Password } : null;

        using var form = await page.SendAsync(new HttpMethod(method), path, body, ("X-Other", "1"));
        using var near = await page.SendAsync(new HttpMethod(method), path, body, ("X-Actors-Console", "1"), ("Sec-Fetch-Site", "same-site"));
        using var far = await page.SendAsync(new HttpMethod(method), path, body, ("X-Actors-Console", "1"), ("Sec-Fetch-Site", "cross-site"));

        await form.IsProblemAsync(403, "forbidden");
        await near.IsProblemAsync(403, "forbidden");
        await far.IsProblemAsync(403, "forbidden");
        Assert.Equal(cookie, page.Cookie);
        using var still = await page.RefreshAsync(("X-Actors-Console", "1"), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(200, (int)still.StatusCode);
    }

    private static string TokenOf(JsonElement body) => body.GetProperty("access_token").GetString()!;

    private async Task<Page> SignedInAsync()
    {
        var page = new Page(service);
        using var answer = await page.SignInAsync((await service.NewUserAsync()).Email);
        answer.EnsureSuccessStatusCode();
        return page;
    }
}
