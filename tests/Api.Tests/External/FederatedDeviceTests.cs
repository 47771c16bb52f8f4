using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.External;

/// <summary>A browser that signs in by way of a provider is one device, however often it does.</summary>
[Collection(FederatedTests.Name)]
public sealed class FederatedDeviceTests
{
    private readonly FederatedService _federated;

    public FederatedDeviceTests(FederatedService federated)
    {
        Servers.Require(federated.Missing);
        _federated = federated;
    }

    [Fact]
    public async Task A_browser_is_known_again_and_another_one_is_not()
    {
        var (browser, email) = (_federated.NewBrowser(), HttpAccounts.NewEmail());

        var first = await SignedInAsync(browser, email);
        var second = await SignedInAsync(browser, email);
        var elsewhere = await SignedInAsync(_federated.NewBrowser(), email);

        Assert.Equal(DeviceOf(first), DeviceOf(second));
        Assert.NotEqual(DeviceOf(first), DeviceOf(elsewhere));
    }

    [Fact]
    public async Task The_token_is_in_a_cookie_that_no_script_can_read()
    {
        using var signedIn = await _federated.SignInAsync(_federated.NewBrowser(), HttpAccounts.NewEmail());

        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"), one => one.StartsWith("actors_external_device_", StringComparison.Ordinal));
        Assert.Equal(DeviceOf(await signedIn.JsonAsync()), cookie.Split('=', ';')[1]);
        Assert.EndsWith("; max-age=34560000; path=/api/v1/auth/external; samesite=lax; httponly", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_of_another_sign_in_is_known_by_its_header_when_it_gives_the_second_factor()
    {
        var user = await _federated.NewVerifiedUserAsync();
        var enrolled = await (await user.Client.PostAsync("/api/v1/auth/mfa/totp", content: null)).JsonAsync();
        var confirmed = await (await user.Client.PostAsync("/api/v1/auth/mfa/totp/confirm", new { code = Authenticator.Code(enrolled) })).JsonAsync();
        var browser = _federated.NewBrowser();
        using var asked = await _federated.SignInAsync(browser, user.Email);
        var state = (await asked.IsProblemAsync(401, "mfa_required")).GetProperty("state").GetString();

        browser.DefaultRequestHeaders.Add("X-Device-Token", DeviceOf(user.Tokens));
        using var signedIn = await browser.PostAsync(
            "/api/v1/auth/external/mfa", new { state, recovery_code = confirmed.GetProperty("recovery_codes")[0].GetString() });

        Assert.Equal(DeviceOf(user.Tokens), DeviceOf(await signedIn.JsonAsync()));
    }

    private static string DeviceOf(JsonElement tokens) => tokens.GetProperty("device_token").GetString()!;

    private async Task<JsonElement> SignedInAsync(HttpClient browser, string login) =>
        await (await _federated.SignInAsync(browser, login)).JsonAsync();
}
