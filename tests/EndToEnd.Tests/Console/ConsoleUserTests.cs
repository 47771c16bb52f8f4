using System.Net.Http.Json;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleUserTests(Chromium chromium, RunningService service) : ConsoleTest(chromium, service), IClassFixture<RunningService>
{
    private const string NewPassword = "another lantern over deeper water";

    [Fact]
    public async Task A_user_who_locked_the_account_is_found_and_let_in_again()
    {
        var email = await RegisterAsync();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, await SignInStatusAsync(email, "not the lantern at all"));
        }

        Assert.Equal(423, await SignInStatusAsync(email));

        var admin = await VisitAsAdministratorAsync();
        await OpenUserAsync(admin, email);
        var lanes = admin.Table("Lockout lanes");
        await Expect(lanes).ToContainTextAsync("locked until");

        await admin.ConfirmAsync("Unlock");

        await admin.SeesAsync("The account is unlocked.");
        await Expect(lanes.GetByText("locked until")).ToBeHiddenAsync();
        Assert.Equal(200, await SignInStatusAsync(email));
    }

    [Fact]
    public async Task A_suspended_user_is_signed_out_and_the_reason_is_in_the_audit_log()
    {
        var email = await RegisterAsync();
        var (admin, user) = (await VisitAsAdministratorAsync(), await VisitAsync());
        await user.CutStreamsAsync(); // else the page may find out before the click
        await user.SignInAsync(email);
        await OpenUserAsync(admin, email);

        await admin.ConfirmForAsync("sold the lantern", "Suspend");
        await admin.SeesAsync("The account is suspended.");
        await admin.SeesAsync("suspended");

        await user.Page.GetByRole(AriaRole.Link, new() { Name = "API keys", Exact = true }).ClickAsync();
        await user.SeesTitleAsync("Sign in");
        await admin.GoAsync("Audit");
        await admin.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "user.change" }).First.GetByRole(AriaRole.Group).ClickAsync();
        await admin.SeesAsync("sold the lantern");
    }

    [Fact]
    public async Task A_suspended_user_is_let_in_again_for_a_reason()
    {
        var email = await RegisterAsync();
        var admin = await VisitAsAdministratorAsync();
        await OpenUserAsync(admin, email);
        await admin.ConfirmForAsync("sold the lantern", "Suspend");
        await Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "Suspend" })).ToBeHiddenAsync();
        Assert.Equal(403, await SignInStatusAsync(email));

        await admin.ConfirmForAsync("bought it back", "Activate");

        await admin.SeesAsync("The account is active.");
        await Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "Activate" })).ToBeHiddenAsync();
        Assert.Equal(200, await SignInStatusAsync(email));
        await admin.Row("Events", "user.change").First.GetByRole(AriaRole.Group).ClickAsync();
        await admin.SeesAsync("bought it back");
    }

    [Fact]
    public async Task The_second_factor_of_who_has_lost_it_is_taken_away()
    {
        var email = await RegisterAsync();
        await Api.SignInAsync(email);
        using var begun = await Api.PostAsync("/api/v1/auth/mfa/totp", content: null);
        using var confirmed = await Api.PostAsJsonAsync("/api/v1/auth/mfa/totp/confirm", new { code = Authenticator.Code(await begun.JsonAsync()) });
        Assert.Equal(200, (int)confirmed.StatusCode);
        Assert.Equal(401, await SignInStatusAsync(email));
        var admin = await VisitAsAdministratorAsync();
        await OpenUserAsync(admin, email);
        await Expect(admin.Table("Identities").Or(admin.Page.GetByText("No provider signs in to this account."))).ToBeVisibleAsync();

        await admin.ConfirmForAsync("lost it in the lake", "Reset MFA");

        await admin.SeesAsync("The second factor is gone.");
        await Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "Reset MFA" })).ToBeHiddenAsync();
        Assert.Equal(200, await SignInStatusAsync(email));
    }

    [Fact]
    public async Task A_user_who_is_made_an_administrator_sees_the_operations()
    {
        var email = await RegisterAsync();
        var (admin, user) = (await VisitAsAdministratorAsync(), await VisitAsync());
        await OpenUserAsync(admin, email);

        await admin.ClickAsync("Change profile");
        await admin.FillAsync("Name", "Ada");
        await admin.FillAsync("Roles", "keeper, admin");
        await admin.FillAsync("Reason", "keeps the night watch");
        await admin.AnswerAsync("Save");
        await admin.SeesAsync("The account is changed.");
        await Expect(admin.Page.GetByRole(AriaRole.Definition).Filter(new() { HasText = "keeper" })).ToContainTextAsync("admin");

        await user.SignInAsync(email);
        await user.SeesTitleAsync("Now");
        await admin.Row("Events", "user.change").First.GetByRole(AriaRole.Group).ClickAsync();
        await admin.SeesAsync("keeps the night watch");
    }

    [Fact]
    public async Task Every_session_of_a_user_is_ended_and_the_password_still_lets_in()
    {
        var email = await RegisterAsync();
        var (admin, user) = (await VisitAsAdministratorAsync(), await VisitAsync());
        await user.CutStreamsAsync(); // else the page may find out before the click
        await user.SignInAsync(email);
        await OpenUserAsync(admin, email);
        await Expect(admin.Row("Sessions", "127.0.0.1")).ToHaveCountAsync(1);

        await admin.ConfirmAsync("Revoke sessions");

        await admin.SeesAsync("There is no session.");
        await user.Page.GetByRole(AriaRole.Link, new() { Name = "API keys", Exact = true }).ClickAsync();
        await user.SeesTitleAsync("Sign in");
        Assert.Equal(200, await SignInStatusAsync(email));
    }

    [Fact]
    public async Task A_reset_that_an_administrator_starts_lets_its_user_set_a_new_password_in_the_page()
    {
        var email = await RegisterAsync();
        var (admin, user) = (await VisitAsAdministratorAsync(), await VisitAsync());
        await OpenUserAsync(admin, email);

        await admin.ConfirmAsync("Reset password");
        await admin.SeesAsync("The mail is on its way.");
        var token = await Mail.TokenAsync(email, "Set a new password");

        await user.OpenAsync($"/mail?token={token}", "Set a new password");
        await user.FillAsync("New password", NewPassword);
        await user.ClickAsync("Set the password");
        await user.SeesTitleAsync("The password is set");
        await user.SignInAsync(email, NewPassword);
        Assert.Equal(401, await SignInStatusAsync(email));
    }

    [Fact]
    public async Task An_account_that_is_deleted_is_neither_listed_nor_let_in()
    {
        var email = await RegisterAsync();
        var admin = await VisitAsAdministratorAsync();
        await OpenUserAsync(admin, email);

        await admin.ConfirmAsync("Delete", "Delete for good");

        await admin.SeesTitleAsync("Users");
        await admin.SeesAsync("The account is deleted.");
        await Expect(admin.Table("Accounts")).ToContainTextAsync(AdminEmail);
        await Expect(admin.Row("Accounts", email)).ToHaveCountAsync(0);
        Assert.Equal(401, await SignInStatusAsync(email));
    }

    private static async Task OpenUserAsync(Visitor admin, string email)
    {
        await admin.GoAsync("Users");
        await admin.FillAsync("E-mail begins with", email);
        await admin.ClickAsync("Search");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = email, Exact = true }).ClickAsync();
        await admin.SeesTitleAsync(email);
    }
}
