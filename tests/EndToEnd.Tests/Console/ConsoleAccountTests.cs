using System.Text.Json;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleAccountTests(Chromium chromium, ConsoleService service) : ConsoleTest(chromium, service)
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
        await user.FillAsync("Token", await new MailFolder(Data).TokenAsync(email, "Verify your e-mail address"));
        await user.AnswerAsync("Use it");

        await user.SeesAsync("The address is verified.");
        await Expect(again).ToHaveCountAsync(0);
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
