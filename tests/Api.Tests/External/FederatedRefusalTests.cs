using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.External;

/// <summary>Whom the provider vouches for is let in by the rules of every sign-in.</summary>
[Collection(FederatedTests.Name)]
public sealed class FederatedRefusalTests
{
    private const string SecondFactor = "/api/v1/auth/external/mfa";

    private readonly FederatedService _federated;

    public FederatedRefusalTests(FederatedService federated)
    {
        Servers.Require(federated.Missing);
        _federated = federated;
    }

    [Theory]
    [InlineData("suspended", "account_suspended")]
    [InlineData("inactive", "account_inactive")]
    [InlineData("pending", "email_unverified")]
    public async Task An_account_that_is_shut_stays_shut(string status, string code)
    {
        var email = HttpAccounts.NewEmail();
        using var first = await _federated.SignInAsync(_federated.NewBrowser(), email);
        first.EnsureSuccessStatusCode();
        using var administrator = await _federated.Service.NewAdministratorAsync();
        var found = await (await administrator.GetAsync($"/api/v1/admin/users?email={email}")).JsonAsync();
        using var shut = await administrator.PatchAsJsonAsync($"/api/v1/admin/users/{found.GetProperty("items")[0].GetProperty("id").GetString()}", new { status });
        shut.EnsureSuccessStatusCode();

        using var refused = await _federated.SignInAsync(_federated.NewBrowser(), email);

        await refused.IsProblemAsync(403, code);
    }

    [Fact]
    public async Task Wrong_codes_of_a_second_factor_lock_it()
    {
        var (browser, _, state) = await HeldAsync();

        for (var i = 0; i < 5; i++)
        {
            await (await WrongAsync()).IsProblemAsync(401, "invalid_credentials");
        }

        await (await WrongAsync()).IsProblemAsync(423, "account_locked");

        Task<HttpResponseMessage> WrongAsync() => browser.PostAsync(SecondFactor, new { state, recovery_code = "AAAA-AAAA-AAAA" });
    }

    [Theory]
    [InlineData("suspended", "account_suspended")]
    [InlineData("inactive", "account_inactive")]
    [InlineData("pending", "email_unverified")]
    public async Task An_account_that_is_shut_while_its_second_factor_is_awaited_stays_shut(string status, string code)
    {
        var (browser, userId, state) = await HeldAsync();
        using var administrator = await _federated.Service.NewAdministratorAsync();
        using var shut = await administrator.PatchAsJsonAsync($"/api/v1/admin/users/{userId}", new { status });
        shut.EnsureSuccessStatusCode();

        using var refused = await browser.PostAsync(SecondFactor, new { state, recovery_code = "AAAA-AAAA-AAAA" });

        await refused.IsProblemAsync(403, code);
    }

    [Fact]
    public async Task An_account_that_goes_while_its_second_factor_is_awaited_signs_nobody_in()
    {
        var (browser, userId, state) = await HeldAsync();
        using var administrator = await _federated.Service.NewAdministratorAsync();
        using var deleted = await administrator.DeleteAsync($"/api/v1/admin/users/{userId}");
        deleted.EnsureSuccessStatusCode();

        using var refused = await browser.PostAsync(SecondFactor, new { state, recovery_code = "AAAA-AAAA-AAAA" });

        await refused.IsProblemAsync(409, "conflict");
    }

    [Fact]
    public async Task Without_a_code_the_second_factor_is_asked_for_again()
    {
        var (browser, _, state) = await HeldAsync();

        using var refused = await browser.PostAsync(SecondFactor, new { state, totp_code = "", recovery_code = "" });

        Assert.Equal(state, (await refused.IsProblemAsync(401, "mfa_required")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_account_is_linked_to_no_more_identities_than_it_may_have()
    {
        var email = HttpAccounts.NewEmail();

        // Each spelling of the address is another user of the provider.
        foreach (var dots in Enumerable.Range(0, 20))
        {
            using var linked = await _federated.SignInAsync(_federated.NewBrowser(), email + new string('.', dots));
            linked.EnsureSuccessStatusCode();
        }

        using var refused = await _federated.SignInAsync(_federated.NewBrowser(), email + new string('.', 20));

        await refused.IsProblemAsync(409, "conflict");
    }

    [Fact]
    public async Task A_provider_that_went_away_meanwhile_is_reported_as_unavailable()
    {
        await using var gone = new FederatedService();
        await gone.InitializeAsync();
        var browser = gone.NewBrowser();
        var answer = await gone.AnswerAsync(browser, HttpAccounts.NewEmail());
        await gone.StopProviderAsync();

        using var refused = await browser.GetAsync(answer);

        await refused.IsProblemAsync(503, "provider_unavailable");
    }

    /// <summary>A browser that owes the second factor of a new account, and the state with which it goes on.</summary>
    private async Task<(HttpClient Browser, string UserId, string State)> HeldAsync()
    {
        var email = HttpAccounts.NewEmail();
        var tokens = await (await _federated.SignInAsync(_federated.NewBrowser(), email)).JsonAsync();
        using var user = _federated.Service.NewClient();
        user.DefaultRequestHeaders.Authorization = new("Bearer", tokens.GetProperty("access_token").GetString());
        var enrolled = await (await user.PostAsync("/api/v1/auth/mfa/totp", content: null)).JsonAsync();
        (await user.PostAsync("/api/v1/auth/mfa/totp/confirm", new { code = Authenticator.Code(enrolled) })).EnsureSuccessStatusCode().Dispose();
        var userId = (await (await user.GetAsync("/api/v1/auth/me")).JsonAsync()).GetProperty("id").GetString()!;
        var browser = _federated.NewBrowser();
        var held = await (await _federated.SignInAsync(browser, email)).IsProblemAsync(401, "mfa_required");
        return (browser, userId, held.GetProperty("state").GetString()!);
    }
}

/// <summary>Where nobody registers, nobody does so by way of a provider.</summary>
public sealed class FederatedClosedTests(FederatedClosedService federated) : IClassFixture<FederatedClosedService>
{
    [Fact]
    public async Task Closed_registration_is_closed_to_whom_a_provider_vouches_for()
    {
        Servers.Require(federated.Missing);

        using var refused = await federated.SignInAsync(federated.NewBrowser(), HttpAccounts.NewEmail());

        await refused.IsProblemAsync(403, "registration_closed");
    }
}
