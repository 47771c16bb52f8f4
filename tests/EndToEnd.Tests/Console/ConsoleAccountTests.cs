using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleAccountTests(Chromium chromium, SharedService service) : ConsoleTest(chromium, service)
{
    [Fact]
    public async Task Everything_that_is_held_about_a_user_is_saved_as_one_document()
    {
        var email = await RegisterAsync();
        var user = await VisitAsync();
        await user.SignInAsync(email);
        await user.GoAsync("Data and deletion");

        var saved = JsonSerializer.Deserialize<JsonElement>(await user.SaveAsync("Save everything"));

        Assert.Equal(JsonValueKind.Object, saved.ValueKind);
        Assert.Contains(email, saved.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_is_shown_as_verified_once_its_token_is_given()
    {
        var email = await RegisterAsync();
        var user = await VisitAsync();
        await user.SignInAsync(email);
        var again = user.Page.GetByRole(AriaRole.Button, new() { Name = "Mail the token again" });
        await Expect(again).ToBeVisibleAsync();

        await user.ClickAsync("Give a token");
        await user.FillAsync("Token", await Mail.TokenAsync(email, "Verify your e-mail address"));
        await user.AnswerAsync("Use it");

        await user.SeesAsync("The address is verified.");
        await Expect(again).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_changed_the_address_elsewhere_is_asked_for_the_password_and_let_go_on()
    {
        var (email, next) = (await RegisterAsync(), HttpAccounts.NewEmail());
        var user = await VisitAsync();
        await user.SignInAsync(email);
        await user.GoAsync("API keys");
        await Api.SignInAsync(email);
        (await Api.PostAsJsonAsync("/api/v1/auth/email/change", new { email = next })).EnsureSuccessStatusCode().Dispose();
        var token = await Mail.TokenAsync(next, "Confirm your new e-mail address");
        (await Api.PostAsJsonAsync("/api/v1/auth/email/verify", new { token })).EnsureSuccessStatusCode().Dispose();
        await user.AskForPasswordAtAsync("**/api/v1/auth/api-keys");

        await user.FillAsync("Name", "gate");
        await user.Page.GetByLabel("account:read").CheckAsync();
        await user.ClickAsync("Make the key");
        await user.FillAsync("Password", HttpAccounts.Password);
        await user.AnswerAsync("Go on");

        await user.SeesAsync("The key gate");
        await Expect(user.Page.GetByRole(AriaRole.Banner)).ToContainTextAsync(next);
    }

    [Fact]
    public async Task Who_signed_in_too_long_ago_for_a_new_password_is_asked_for_the_present_one_and_let_go_on()
    {
        var (email, next) = (await RegisterAsync(), "another lantern over cold water");
        var user = await VisitAsync();
        await user.SignInAsync(email);
        await user.GoAsync("Password and MFA");
        await user.AskForPasswordAtAsync("**/api/v1/auth/password/change");

        await user.FillAsync("Password until now", HttpAccounts.Password);
        await user.FillAsync("New password", next);
        await user.ClickAsync("Change the password");
        await user.FillAsync("Password", HttpAccounts.Password);
        await user.AnswerAsync("Go on");

        await user.SeesAsync("The password is changed");
        await Api.SignInAsync(email, next);
    }

    [Fact]
    public async Task A_view_that_cannot_be_drawn_leaves_the_ways_to_others_and_can_be_tried_again()
    {
        var user = await VisitAsync();
        await user.SignInAsync(await RegisterAsync());
        await user.Page.RouteAsync(
            "**/api/v1/auth/api-keys?*",
            route => route.FulfillAsync(new() { ContentType = "application/json", Body = """{"items":[{}],"next_cursor":null}""" }),
            new() { Times = 1 });

        await user.Page.GetByRole(AriaRole.Link, new() { Name = "API keys", Exact = true }).ClickAsync();

        await user.SeesTitleAsync("This view cannot be shown");
        await Expect(user.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The page failed");
        await user.ClickAsync("Try again");
        await user.SeesTitleAsync("API keys");
        await user.SeesAsync("You have no key.");
    }

    [Fact]
    public async Task An_account_is_deleted_once_its_password_is_given_and_is_then_no_more()
    {
        var email = await RegisterAsync();
        var user = await VisitAsync();
        await user.SignInAsync(email);
        await user.GoAsync("Data and deletion");

        await user.ClickAsync("Delete the account");
        await user.FillAsync("Password", "not the lantern at all");
        await user.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete for good" }).ClickAsync();
        await Expect(user.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("The password is wrong.");
        await user.FillAsync("Password", HttpAccounts.Password);
        await user.AnswerAsync("Delete for good");

        await user.SeesTitleAsync("Sign in");
        await user.SeesAsync("Your account is deleted.");
        Assert.Equal(401, await SignInStatusAsync(email));
    }
}
