using System.Net.Http.Json;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

/// <summary>What an answer does that comes when its user has gone on.</summary>
public sealed class ConsoleLateAnswerTests(Chromium chromium, SharedService service) : ConsoleTest(chromium, service)
{
    private readonly TaskCompletionSource _asked = new();
    private readonly TaskCompletionSource _held = new();

    [Fact]
    public async Task Who_signs_out_while_another_tab_asks_for_the_password_once_more_is_signed_out_in_both()
    {
        var user = await VisitAsync();
        await user.SignInAsync(await RegisterAsync());
        await user.GoAsync("API keys");
        var other = await user.OpenTabAsync();
        await other.OpenAsync("/account", "Profile");
        await user.AskForPasswordAtAsync("**/api/v1/auth/api-keys");
        await HoldAsync(user, "**/console/session", route => route.ContinueAsync());
        await user.FillAsync("Name", "gate");
        await user.ClickAsync("Make the key");
        await user.FillAsync("Password", HttpAccounts.Password);
        await SendAsync(user, "Go on");

        await other.ClickAsync("Sign out");
        await Expect(other.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true })).ToHaveAttributeAsync("aria-disabled", "true");
        _held.SetResult();

        await other.SeesTitleAsync("Sign in");
        await user.Page.ReloadAsync();
        await user.SeesTitleAsync("Sign in");
    }

    [Fact]
    public async Task A_dialog_stays_while_it_runs_what_it_was_asked_for_and_goes_when_that_is_done()
    {
        var user = await VisitAsync();
        await user.SignInAsync(await RegisterAsync());
        await user.GoAsync("Sessions");
        await HoldAsync(user, "**/api/v1/auth/sessions", route => route.ContinueAsync());
        await user.ClickAsync("End all others");
        await SendAsync(user, "End all others");

        // There is nothing to be clicked, as the button says.
        await user.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync(new() { Force = true });
        await user.Page.Keyboard.PressAsync("Escape");
        await user.Page.Keyboard.PressAsync("Escape");
        await Expect(user.Dialog).ToBeVisibleAsync();
        _held.SetResult();

        await Expect(user.Dialog).ToBeHiddenAsync();
        await user.SeesAsync("Every other session is ended.");
    }

    [Theory]
    [InlineData(true, "The persona default is deleted.")]
    [InlineData(false, "That was not done: The service cannot be reached.")]
    public async Task A_deletion_that_ends_when_its_view_was_left_is_told_and_leads_nobody_away(bool isDone, string told)
    {
        var email = await RegisterAsync();
        await Api.SignInAsync(email);
        (await Api.PostAsJsonAsync("/api/v1/settings", new { settings = new { theme = "dark" } })).EnsureSuccessStatusCode().Dispose();
        var user = await VisitAsync();
        await user.SignInAsync(email);
        await user.GoAsync("Sessions");
        await user.GoAsync("Personas");
        await user.Page.GetByRole(AriaRole.Link, new() { Name = "default", Exact = true }).ClickAsync();
        await user.ClickAsync("Delete default");
        await HoldAsync(user, "**/personas/default/settings", route => isDone ? route.ContinueAsync() : route.AbortAsync());
        await SendAsync(user, "Delete");

        await user.Page.GoBackAsync();
        await user.SeesTitleAsync("Personas");
        await user.Page.GoBackAsync();
        await user.SeesTitleAsync("Sessions");
        _held.SetResult();

        await user.SeesAsync(told);
        await user.SeesTitleAsync("Sessions");
    }

    /// <summary>From now on what the page asks of the address waits until the test lets it go.</summary>
    private async Task HoldAsync(Visitor user, string address, Func<IRoute, Task> go) => await user.Page.RouteAsync(address, async route =>
    {
        _asked.TrySetResult();
        await _held.Task;
        await go(route);
    });

    /// <summary>Says yes in the dialog, which then waits for the answer that is held.</summary>
    private async Task SendAsync(Visitor user, string yes)
    {
        await user.Dialog.GetByRole(AriaRole.Button, new() { Name = yes, Exact = true }).ClickAsync();
        await Expect(user.Dialog.GetByRole(AriaRole.Button, new() { Name = "Please wait…" })).ToBeVisibleAsync();
        await _asked.Task.WaitAsync(Eventually.Patience);
    }
}
