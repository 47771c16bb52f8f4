using System.Net;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleSigningKeyTests(Chromium chromium, RunningService service) : ConsoleTest(chromium, service), IClassFixture<RunningService>
{
    private const string Keys = "Signing keys";

    [Fact]
    public async Task The_next_key_is_made_and_a_key_that_others_may_know_is_withdrawn_with_its_tokens()
    {
        await Api.SignInAsync(await RegisterAsync());
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync(Keys);
        var signing = admin.Row(Keys, "signing");
        var known = await signing.GetByRole(AriaRole.Rowheader).TextContentAsync();

        await admin.ConfirmAsync("Rotate");
        await admin.SeesAsync("The next key is made.");
        await Expect(admin.Row(Keys, "next")).ToHaveCountAsync(1);
        Assert.Equal(HttpStatusCode.OK, await MeAsync());

        await admin.ConfirmAsync($"Withdraw the key {known}", "Withdraw");

        await admin.SeesAsync("The key is withdrawn.");
        await Expect(admin.Row(Keys, known!)).ToHaveCountAsync(0);
        await Expect(signing).ToHaveCountAsync(1);
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync());
        await admin.OpenAsync("/audit", "Audit");
    }

    private async Task<HttpStatusCode> MeAsync()
    {
        using var answer = await Api.GetAsync("/api/v1/auth/me");
        return answer.StatusCode;
    }
}
