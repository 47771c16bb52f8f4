using Actors.Testing;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

/// <summary>Where the links in mails lead when no other page is configured.</summary>
public sealed class ConsoleMailLinkTests(Chromium chromium, SharedService service) : ConsoleTest(chromium, service)
{
    [Fact]
    public async Task An_address_is_verified_by_a_click_on_the_page_of_its_mail_and_not_by_its_mere_opening()
    {
        var email = await RegisterAsync();
        var user = await VisitAsync();
        await user.SignInAsync(email);
        var token = await Mail.TokenAsync(email, "Verify your e-mail address");

        await user.OpenAsync($"/mail?token={token}", "Verify your e-mail address");
        await user.OpenAsync("/account", "Profile");
        await Expect(user.Page.GetByText("Mail the token again")).ToBeVisibleAsync();
        await user.OpenAsync($"/mail?token={token}", "Verify your e-mail address");
        await user.ClickAsync("It is mine");
        await user.SeesTitleAsync("The address is verified");

        await user.OpenAsync("/account", "Profile");
        await Expect(user.Page.GetByText("Mail the token again")).ToHaveCountAsync(0);
        await user.OpenAsync($"/mail?token={token}", "Verify your e-mail address");
        await user.ClickAsync("It is mine");
        await user.SeesAsync("The token is unknown, used or too old.");
    }

    [Fact]
    public async Task A_locked_account_is_opened_by_its_owner_whose_link_must_be_whole()
    {
        var email = await RegisterAsync();

        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal(401, await SignInStatusAsync(email, "not the lantern at all"));
        }

        Assert.Equal(423, await SignInStatusAsync(email));
        var token = await Mail.TokenAsync(email, "Your account is locked");
        var owner = await VisitAsync();
        await owner.OpenAsync("/mail?token=", "This link is not whole");

        await owner.OpenAsync($"/mail?token={token}", "Unlock your account");
        await owner.ClickAsync("Unlock");

        await owner.SeesTitleAsync("The account is unlocked");
        await owner.SignInAsync(email);
    }
}
