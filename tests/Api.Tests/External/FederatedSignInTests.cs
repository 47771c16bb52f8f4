using System.Net.Http.Headers;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.External;

[Collection(FederatedTests.Name)]
public sealed class FederatedSignInTests
{
    private readonly FederatedService _federated;

    public FederatedSignInTests(FederatedService federated)
    {
        Servers.Require(federated.Missing);
        _federated = federated;
    }

    [Fact]
    public async Task Whom_the_provider_vouches_for_gets_an_account_and_the_same_one_again()
    {
        var email = HttpAccounts.NewEmail();

        var first = await UserAsync(await SignedInAsync(_federated.NewBrowser(), email));
        var second = await UserAsync(await SignedInAsync(_federated.NewBrowser(), email));

        Assert.Equal((email, true, "Alice of the tests"),
            (first.GetProperty("email").GetString(), first.GetProperty("email_verified").GetBoolean(), first.GetProperty("display_name").GetString()));
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_account_whose_address_is_verified_is_linked_and_told()
    {
        var user = await _federated.NewVerifiedUserAsync();

        var signedIn = await UserAsync(await SignedInAsync(_federated.NewBrowser(), user.Email));

        Assert.Equal(user.UserId, signedIn.GetProperty("id").GetString());
        Assert.Contains(_federated.Issuer, await _federated.Service.Mail.TextAsync(user.Email, "Another way to sign in"), StringComparison.Ordinal);
        var export = await (await user.Client.GetAsync("/api/v1/auth/me/export")).JsonAsync();
        Assert.Equal(user.Email, export.GetProperty("external_identities")[0].GetProperty("subject").GetString());
    }

    [Fact]
    public async Task An_account_whose_address_is_not_verified_is_not_given_away()
    {
        var user = await _federated.Service.NewUserAsync();

        using var refused = await _federated.SignInAsync(_federated.NewBrowser(), user.Email);

        await refused.IsProblemAsync(409, "account_email_unverified");
    }

    [Fact]
    public async Task A_look_alike_of_an_address_is_not_its_owner()
    {
        var user = await _federated.NewVerifiedUserAsync();

        using var refused = await _federated.SignInAsync(_federated.NewBrowser(), user.Email.Replace("example", "\uFF45xample", StringComparison.Ordinal));

        await refused.IsProblemAsync(403, "external_email_unverified");
    }

    [Fact]
    public async Task An_address_that_the_provider_has_not_verified_counts_for_nothing()
    {
        var user = await _federated.NewVerifiedUserAsync();

        using var known = await _federated.SignInAsync(_federated.NewBrowser(), $"unverified:{user.Email}");
        using var unknown = await _federated.SignInAsync(_federated.NewBrowser(), $"unverified:{HttpAccounts.NewEmail()}");

        await known.IsProblemAsync(403, "external_email_unverified");
        await unknown.IsProblemAsync(403, "external_email_unverified");
    }

    [Fact]
    public async Task An_answer_is_good_once_and_in_the_browser_that_asked()
    {
        var browser = _federated.NewBrowser();
        var answer = await _federated.AnswerAsync(browser, HttpAccounts.NewEmail());

        using var lured = await _federated.NewBrowser().GetAsync(answer);
        using var good = await browser.GetAsync(answer);
        using var again = await browser.GetAsync(answer);

        await lured.IsProblemAsync(400, "invalid_state");
        Assert.Equal(200, (int)good.StatusCode);
        Assert.Equal("no-store", good.Headers.CacheControl?.ToString());
        await again.IsProblemAsync(400, "invalid_state");
    }

    [Theory]
    [InlineData("code=made-up")]
    [InlineData("error=access_denied")]
    [InlineData("code=made-up&iss=https%3A%2F%2Fanother.example")]
    public async Task An_answer_that_vouches_for_nobody_signs_nobody_in(string parameters)
    {
        var browser = _federated.NewBrowser();
        using var begun = await browser.GetAsync(FederatedService.Begin);
        var state = System.Web.HttpUtility.ParseQueryString(begun.Headers.Location!.Query)["state"];
        var issuer = parameters.Contains("iss=", StringComparison.Ordinal) ? "" : $"&iss={Uri.EscapeDataString(_federated.Issuer)}";

        using var refused = await browser.GetAsync($"{FederatedService.Begin}/callback?state={state}&{parameters}{issuer}");

        await refused.IsProblemAsync(401, "external_sign_in_refused");
    }

    [Fact]
    public async Task The_browser_is_sent_with_PKCE_state_and_nonce_and_keeps_its_secret_from_scripts_and_other_sites()
    {
        using var begun = await _federated.NewBrowser().GetAsync(FederatedService.Begin);

        var sent = System.Web.HttpUtility.ParseQueryString(begun.Headers.Location!.Query);
        Assert.Equal(302, (int)begun.StatusCode);
        Assert.Equal(("code", "S256", 43, 43, 64),
            (sent["response_type"], sent["code_challenge_method"], sent["code_challenge"]!.Length, sent["nonce"]!.Length, sent["state"]!.Length));
        var cookie = begun.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Over_TLS_the_secret_is_in_a_cookie_that_says_by_its_name_that_it_came_so()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var browser = new HttpClient(handler) { BaseAddress = _federated.Service.Address, Timeout = Eventually.Patience };
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var begun = await browser.GetAsync(FederatedService.Begin);
        var state = System.Web.HttpUtility.ParseQueryString(begun.Headers.Location!.Query)["state"];
        var cookie = begun.Headers.GetValues("Set-Cookie").Single();

        browser.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        using var refused = await browser.GetAsync($"{FederatedService.Begin}/callback?state={state}&error=access_denied&iss={Uri.EscapeDataString(_federated.Issuer)}");

        Assert.StartsWith("__Secure-actors_external_", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure;", cookie, StringComparison.Ordinal);
        await refused.IsProblemAsync(401, "external_sign_in_refused");
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_all_the_same()
    {
        var user = await _federated.NewVerifiedUserAsync();
        var enrolled = await (await user.Client.PostAsync("/api/v1/auth/mfa/totp", content: null)).JsonAsync();
        var confirmed = await (await user.Client.PostAsync("/api/v1/auth/mfa/totp/confirm", new { code = Authenticator.Code(enrolled) })).JsonAsync();
        var recoveryCode = confirmed.GetProperty("recovery_codes")[0].GetString();
        var browser = _federated.NewBrowser();

        using var asked = await _federated.SignInAsync(browser, user.Email);
        var state = (await asked.IsProblemAsync(401, "mfa_required")).GetProperty("state").GetString();
        using var wrong = await browser.PostAsync("/api/v1/auth/external/mfa", new { state, recovery_code = "AAAA-AAAA-AAAA" });
        using var elsewhere = await _federated.NewBrowser().PostAsync("/api/v1/auth/external/mfa", new { state, recovery_code = recoveryCode });
        using var right = await browser.PostAsync("/api/v1/auth/external/mfa", new { state, recovery_code = recoveryCode });
        using var after = await browser.PostAsync("/api/v1/auth/external/mfa", new { state, recovery_code = recoveryCode });

        await wrong.IsProblemAsync(401, "invalid_credentials");
        await elsewhere.IsProblemAsync(400, "invalid_state");
        Assert.Equal("bearer", (await right.JsonAsync()).GetProperty("token_type").GetString());
        await after.IsProblemAsync(400, "invalid_state");
    }

    [Fact]
    public async Task A_provider_that_nobody_configured_is_not_there()
    {
        using var begin = await _federated.NewBrowser().GetAsync("/api/v1/auth/external/github");

        await begin.IsProblemAsync(404, "not_found");
    }

    private async Task<JsonElement> SignedInAsync(HttpClient browser, string login) =>
        await (await _federated.SignInAsync(browser, login)).JsonAsync();

    private async Task<JsonElement> UserAsync(JsonElement tokens)
    {
        using var client = _federated.Service.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        return await (await client.GetAsync("/api/v1/auth/me")).JsonAsync();
    }
}

public sealed class FederatedClaimsTests(FederatedServiceWithClaims federated) : IClassFixture<FederatedServiceWithClaims>
{
    [Fact]
    public async Task An_address_in_the_ID_token_is_as_good_as_one_from_UserInfo()
    {
        Servers.Require(federated.Missing);
        using var signedIn = await federated.SignInAsync(federated.NewBrowser(), HttpAccounts.NewEmail());

        Assert.Equal("bearer", (await signedIn.JsonAsync()).GetProperty("token_type").GetString());
    }
}
