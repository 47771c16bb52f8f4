using System.Net.Http.Json;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleUserTests(Chromium chromium) : ConsoleTest(chromium)
{
    [Fact]
    public async Task A_user_who_locked_the_account_is_found_and_let_in_again()
    {
        var email = await RegisterAsync();

        for (var i = 0; i < 5; i++)
        {
            (await SignInAsync(email, "not the lantern at all")).Dispose();
        }

        Assert.Equal(423, (int)(await SignInAsync(email)).StatusCode);

        var admin = await VisitAsAdministratorAsync();
        await OpenUserAsync(admin, email);
        var lanes = admin.Page.GetByRole(AriaRole.Region, new() { Name = "Lockout lanes" });
        await Expect(lanes).ToContainTextAsync("locked until");

        await admin.ConfirmAsync("Unlock");

        await admin.SeesAsync("The account is unlocked.");
        await Expect(lanes.GetByText("locked until")).ToBeHiddenAsync();
        Assert.Equal(200, (int)(await SignInAsync(email)).StatusCode);
    }

    [Fact]
    public async Task A_suspended_user_is_signed_out_and_the_reason_is_in_the_audit_log()
    {
        var email = await RegisterAsync();
        var (admin, user) = (await VisitAsAdministratorAsync(), await VisitAsync());
        await user.SignInAsync(email);
        await OpenUserAsync(admin, email);

        await admin.ClickAsync("Suspend");
        await admin.FillAsync("Reason", "sold the lantern");
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Suspend", Exact = true }).ClickAsync();
        await admin.SeesAsync("The account is suspended.");
        await admin.SeesAsync("suspended");

        await user.Page.GetByRole(AriaRole.Link, new() { Name = "API keys", Exact = true }).ClickAsync();
        await user.SeesTitleAsync("Sign in");
        await admin.GoAsync("Audit");
        await admin.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "user.change" }).First.GetByRole(AriaRole.Group).ClickAsync();
        await admin.SeesAsync("sold the lantern");
    }

    private static async Task OpenUserAsync(Visitor admin, string email)
    {
        await admin.GoAsync("Users");
        await admin.FillAsync("E-mail begins with", email);
        await admin.ClickAsync("Search");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = email, Exact = true }).ClickAsync();
        await admin.SeesTitleAsync(email);
    }

    private Task<HttpResponseMessage> SignInAsync(string email, string password = HttpAccounts.Password) =>
        Api.PostAsJsonAsync("/api/v1/auth/login", new { email, password });
}
