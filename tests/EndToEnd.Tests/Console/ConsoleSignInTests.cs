using System.Net;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleSignInTests(Chromium chromium, SharedService service) : ConsoleTest(chromium, service)
{
    private const string NewPassword = "another lantern over deeper water";

    [Fact]
    public async Task The_first_administrator_signs_in_stays_in_and_signs_out()
    {
        var admin = await VisitAsync();
        await admin.Page.GotoAsync("/console");
        await admin.SeesTitleAsync("Sign in");
        await admin.FillAsync("E-mail", AdminEmail);
        await admin.FillAsync("Password", "not hers");
        await admin.ClickAsync("Sign in");
        await Expect(admin.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("wrong");

        await admin.FillAsync("Password", AdminPassword);
        await admin.Page.Keyboard.PressAsync("Enter");
        await admin.SeesTitleAsync("Now");

        await admin.Page.ReloadAsync();
        await admin.SeesTitleAsync("Now");

        await admin.ClickAsync("Sign out");
        await admin.SeesTitleAsync("Sign in");
        await admin.Page.ReloadAsync();
        await admin.SeesTitleAsync("Sign in");
    }

    [Fact]
    public async Task Who_could_not_be_signed_out_is_told_and_can_try_again()
    {
        var user = await VisitAsync();
        await user.SignInAsync(await RegisterAsync());
        await user.Page.RouteAsync("**/console/session", route => route.AbortAsync());

        await user.ClickAsync("Sign out");

        await Expect(user.Dialog).ToContainTextAsync("You are still signed in");
        await Expect(user.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("The service cannot be reached.");
        await user.Page.UnrouteAllAsync();
        await user.ClickAsync("Try again");
        await user.SeesTitleAsync("Sign in");
        await user.Page.ReloadAsync();
        await user.SeesTitleAsync("Sign in");
    }

    [Fact]
    public async Task A_page_that_cannot_ask_for_its_session_says_so_and_goes_on_with_it_when_it_can()
    {
        var user = await VisitAsync();
        await user.SignInAsync(await RegisterAsync());
        await user.AnswerAtAsync("**/console/session/refresh", 503, "unavailable");

        await user.Page.ReloadAsync();

        await user.SeesTitleAsync("The console is not loaded");
        await Expect(user.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Refused: unavailable.");
        await user.ClickAsync("Try again");
        await user.SeesTitleAsync("Profile");
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew_with_the_token_of_the_mail()
    {
        var email = await RegisterAsync();
        var user = await VisitAsync();
        await user.Page.GotoAsync("/console");
        await user.ClickAsync("Forgotten password?");
        await user.FillAsync("E-mail", email);
        await user.ClickAsync("Send the mail");

        var token = user.Page.GetByLabel("Token from the mail");
        await Expect(token).ToHaveValueAsync("");
        await Expect(token).ToBeFocusedAsync();
        await token.FillAsync(await Mail.TokenAsync(email, "Set a new password"));
        await user.FillAsync("New password", NewPassword);
        await user.ClickAsync("Set the password");

        await user.SeesAsync("The password is set. Sign in with it.");
        await user.SignInAsync(email, NewPassword);
        Assert.Equal(401, await SignInStatusAsync(email));
    }

    [Fact]
    public async Task No_script_of_the_page_can_read_a_token_from_where_the_browser_keeps_things()
    {
        var user = await VisitAsync();
        await user.SignInAsync(await RegisterAsync());

        var kept = await user.Page.EvaluateAsync<string>("document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)");

        Assert.DoesNotContain("eyJ", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("rt_", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("dt_", kept, StringComparison.Ordinal);
        var cookies = await user.Page.Context.CookiesAsync();
        Assert.Equal(["actors_console", "actors_console_device"], cookies.Select(cookie => cookie.Name[..Math.Min(cookie.Name.Length, 21)]).Order());
        Assert.All(cookies, cookie => Assert.Equal(("/console/session", true, SameSiteAttribute.Strict), (cookie.Path, cookie.HttpOnly, cookie.SameSite)));
    }

    [Fact]
    public async Task Five_wrong_guesses_by_a_stranger_do_not_lock_the_owners_browser_out()
    {
        var email = await RegisterAsync();
        var (owner, stranger) = (await VisitAsync(), await VisitAsync());
        await owner.SignInAsync(email);
        await owner.ClickAsync("Sign out");
        await owner.SeesTitleAsync("Sign in");
        await stranger.Page.GotoAsync("/console");
        await stranger.FillAsync("E-mail", email);

        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal(401, await stranger.TriesToSignInAsync("not hers"));
        }

        Assert.Equal(423, await stranger.TriesToSignInAsync(HttpAccounts.Password));
        await Expect(stranger.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Locked until");
        await owner.SignInAsync(email);
        await owner.SeesTitleAsync("Profile");
    }

    [Fact]
    public async Task A_user_who_is_no_administrator_has_an_account_and_no_operations()
    {
        var user = await VisitAsync();
        await user.SignInAsync(await RegisterAsync());

        await user.SeesTitleAsync("Profile");
        await Expect(user.Page.GetByRole(AriaRole.Link, new() { Name = "Users", Exact = true })).ToBeHiddenAsync();
        await user.OpenAsync("/users", "Nothing here");
    }

    [Fact]
    public async Task Two_tabs_that_come_back_at_once_both_stay_signed_in()
    {
        var user = await VisitAsync();
        await user.SignInAsync(await RegisterAsync());
        var other = await user.Page.Context.NewPageAsync();

        await Task.WhenAll(user.Page.ReloadAsync(), other.GotoAsync("/console/account/sessions"));

        await user.SeesTitleAsync("Profile");
        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = "Sessions", Level = 1 })).ToBeVisibleAsync();
        await Expect(other.GetByText("this one")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_written_in_one_tab_does_not_go_to_the_account_that_another_tab_has_signed_in_to()
    {
        var (ada, bob) = (await RegisterAsync(), await RegisterAsync());
        var user = await VisitAsync();
        await user.CutStreamsAsync();
        await user.SignInAsync(ada);
        await user.OpenAsync("/account/personas/default", "default");
        await user.FillAsync("Settings (JSON)", """{"secret":"of Ada"}""");
        var other = await user.OpenTabAsync();
        await other.Page.GotoAsync("/console");
        await other.ClickAsync("Sign out");
        await other.SeesTitleAsync("Sign in");
        await other.SignInAsync(bob);

        await user.ClickAsync("Save");

        await user.SeesTitleAsync("Sign in");
        await user.SeesAsync("Another account was signed in to here, in another tab.");
        await Api.SignInAsync(bob);
        using var written = await Api.GetAsync("/api/v1/personas/default/settings");
        Assert.Equal(HttpStatusCode.NotFound, written.StatusCode);
        await user.Page.ReloadAsync();
        await Expect(user.Page.GetByText(bob)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_session_that_is_revoked_is_signed_out_in_its_browser_on_the_next_click()
    {
        var email = await RegisterAsync();
        var (here, there) = (await VisitAsync(), await VisitAsync());
        await here.SignInAsync(email);
        await there.CutStreamsAsync(); // else the page may find out before the click
        await there.SignInAsync(email);
        await here.GoAsync("Sessions");

        await here.Page.GetByRole(AriaRole.Row).Filter(new() { HasNotText = "this one" })
            .GetByRole(AriaRole.Button, new() { Name = "End the session from 127.0.0.1" }).ClickAsync();
        await here.Dialog.GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await here.SeesAsync("The session is ended.");

        await there.Page.GetByRole(AriaRole.Link, new() { Name = "API keys", Exact = true }).ClickAsync();
        await there.SeesTitleAsync("Sign in");
        await there.SeesAsync("Your session has ended.");
        await here.Page.ReloadAsync();
        await here.SeesTitleAsync("Sessions");
    }

    [Fact]
    public async Task An_authenticator_is_set_up_and_asked_for_from_then_on()
    {
        var email = await RegisterAsync();
        var user = await VisitAsync();
        await user.SignInAsync(email);
        await user.GoAsync("Password and MFA");

        await user.ClickAsync("Set up an authenticator");
        await Expect(user.Page.GetByRole(AriaRole.Img, new() { Name = "QR code of the secret below" })).ToBeVisibleAsync();
        var secret = await user.Page.GetByText("Secret:").GetByRole(AriaRole.Code).TextContentAsync();
        await user.FillAsync("Code", Authenticator.Code(secret!));
        await user.ClickAsync("Turn on");
        await user.SeesAsync("Each is good for one sign-in without the authenticator.");

        await user.ClickAsync("Sign out");
        await user.FillAsync("E-mail", email);
        await user.FillAsync("Password", HttpAccounts.Password);
        await user.ClickAsync("Sign in");
        await user.FillAsync("Code", Authenticator.Code(secret!, ahead: 1));
        await user.ClickAsync("Sign in");
        await user.SeesTitleAsync("Password and MFA");
    }
}
