using System.Net.Http.Json;
using Actors.Testing;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleInvitationTests(Chromium chromium, ConsoleInvitationTests.InviteOnly service)
    : ConsoleTest(chromium, service), IClassFixture<ConsoleInvitationTests.InviteOnly>
{
    [Fact]
    public async Task Who_is_invited_by_mail_makes_an_account_with_its_link()
    {
        var email = HttpAccounts.NewEmail();
        var (admin, guest) = (await VisitAsAdministratorAsync(), await VisitAsync());
        await admin.GoAsync("Invitations");
        await InviteAsync(admin, email);
        await Expect(admin.Row("Open invitations", email)).ToBeVisibleAsync();
        var token = await Mail.TokenAsync(email, "You are invited");
        Assert.Equal(403, await RegisterAsync(HttpAccounts.NewEmail(), token));

        await guest.OpenAsync($"/mail?token={token}", "Make an account");
        await guest.FillAsync("E-mail", email);
        await guest.FillAsync("Password", HttpAccounts.Password);
        await guest.ClickAsync("Make the account");

        await guest.SeesTitleAsync("The account is made");
        await guest.SignInAsync(email);
        await guest.SeesTitleAsync("Profile");
        await admin.Page.ReloadAsync();
        await admin.SeesAsync("There is none.");
    }

    [Fact]
    public async Task An_invitation_for_anybody_is_shown_once_and_one_that_is_withdrawn_is_good_for_nobody()
    {
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync("Invitations");

        var first = await InviteAnybodyAsync(admin);
        Assert.Equal(201, await RegisterAsync(HttpAccounts.NewEmail(), first));
        await admin.Page.ReloadAsync();
        await admin.SeesAsync("There is none.");
        var second = await InviteAnybodyAsync(admin);
        await admin.ConfirmAsync("Withdraw the invitation for anybody", "Withdraw");
        await admin.SeesAsync("The invitation is withdrawn.");

        await admin.SeesAsync("There is none.");
        Assert.Equal(403, await RegisterAsync(HttpAccounts.NewEmail(), second));
    }

    private static async Task InviteAsync(Visitor admin, string email)
    {
        await admin.FillAsync("E-mail", email);
        await admin.ClickAsync("Make an invitation");
    }

    private static async Task<string> InviteAnybodyAsync(Visitor admin)
    {
        await InviteAsync(admin, "");
        var secret = admin.Page.Locator(".secret");
        await Expect(secret).ToContainTextAsync("it is shown this once");
        return (await secret.Locator("pre").TextContentAsync())!;
    }

    private async Task<int> RegisterAsync(string email, string invitation)
    {
        using var answer = await Api.PostAsJsonAsync("/api/v1/auth/register", new { email, password = HttpAccounts.Password, invitation });
        return (int)answer.StatusCode;
    }

    public sealed class InviteOnly : RunningService
    {
        protected override IReadOnlyList<string> Options => [.. base.Options, "--Accounts:Registration", "invite"];
    }
}
