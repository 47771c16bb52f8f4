using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsolePersonaTests(Chromium chromium, SharedService service) : ConsoleTest(chromium, service)
{
    private const string Editor = "Settings (JSON)";

    [Fact]
    public async Task Settings_are_edited_compared_and_rolled_back()
    {
        var email = await RegisterAsync();
        await Api.SignInAsync(email);
        var user = await VisitAsync();
        await user.SignInAsync(email);
        await user.GoAsync("Personas");
        await user.SeesAsync("You have none yet."); // else the list may move the button from under the pointer
        await user.FillAsync("Name", "default");
        await user.ClickAsync("Open");
        await user.SeesTitleAsync("default");

        await user.FillAsync(Editor, """{"theme":"dark","size":11}""");
        await user.ClickAsync("Save");
        await user.SeesAsync("Saved as version 1.");
        await user.FillAsync(Editor, """{"theme":"light","size":12345678901234567890.10}""");
        await user.ClickAsync("Save");
        await user.SeesAsync("Saved as version 2.");
        // A document is text to the console: no digit is lost.
        Assert.Contains("12345678901234567890.10", await Api.GetStringAsync("/api/v1/settings"), StringComparison.Ordinal);

        await user.ClickAsync("Compare version 1");
        await user.SeesAsync("From version 1 to version 2");
        await user.ClickAsync("Roll back to version 1");
        await user.Dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back", Exact = true }).ClickAsync();
        await user.SeesAsync("The document is as in version 1.");

        var settings = await Api.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/v1/settings");
        Assert.Equal((3, "dark"), (settings.GetProperty("version").GetInt32(), settings.GetProperty("settings").GetProperty("theme").GetString()));
        await Expect(user.Page.GetByRole(AriaRole.Region, new() { Name = "Versions" }).GetByRole(AriaRole.Row)).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task What_was_written_elsewhere_is_shown_and_not_written_over()
    {
        var email = await RegisterAsync();
        await Api.SignInAsync(email);
        await WriteAsync("dark");
        var user = await OpenEditorAsync(email);
        await user.FillAsync(Editor, """{"theme":"light"}""");

        await WriteAsync("blue");
        await user.SeesAsync("was written elsewhere meanwhile");
        await user.ClickAsync("Save");

        await Expect(user.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Version 2 was written since you read it");
        Assert.Contains("\"blue\"", await Api.GetStringAsync("/api/v1/settings"), StringComparison.Ordinal);
        await user.ClickAsync("Drop my text, take theirs");
        await Expect(user.Page.GetByLabel(Editor)).ToHaveValueAsync(new Regex("blue"));
    }

    [Fact]
    public async Task What_was_written_before_the_page_was_told_of_changes_is_told_when_it_is()
    {
        var email = await RegisterAsync();
        await Api.SignInAsync(email);
        await WriteAsync("dark");
        var user = await VisitAsync();
        var (asked, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        await user.Page.RouteAsync("**/personas/default/settings/watch", async route =>
        {
            asked.TrySetResult();
            await held.Task;
            await route.ContinueAsync();
        });
        await user.SignInAsync(email);
        await user.OpenAsync("/account/personas/default", "default");
        await user.FillAsync(Editor, """{"theme":"light"}""");
        await asked.Task.WaitAsync(Eventually.Patience);

        await WriteAsync("blue");
        held.SetResult();

        await user.SeesAsync("was written elsewhere meanwhile");
    }

    [Fact]
    public async Task What_is_typed_while_a_save_is_under_way_stays()
    {
        var user = await OpenEditorAsync(await RegisterAsync());
        var held = new TaskCompletionSource();
        await user.Page.RouteAsync("**/personas/default/settings", async route =>
        {
            await (route.Request.Method == "PUT" ? held.Task : Task.CompletedTask);
            await route.ContinueAsync();
        });
        await user.FillAsync(Editor, """{"theme":"dark"}""");
        await user.ClickAsync("Save");
        await user.SeesAsync("Saving…");

        await user.FillAsync(Editor, """{"theme":"light"}""");
        held.SetResult();

        await user.SeesAsync("Saved as version 1.");
        await Expect(user.Page.GetByLabel(Editor)).ToHaveValueAsync("""{"theme":"light"}""");
        await user.ClickAsync("Save");
        await user.SeesAsync("Saved as version 2.");
    }

    [Fact]
    public async Task What_is_typed_stays_when_its_writer_goes_back_to_an_earlier_version()
    {
        var email = await RegisterAsync();
        await Api.SignInAsync(email);
        await WriteAsync("dark");
        await WriteAsync("blue");
        var user = await OpenEditorAsync(email);
        await user.FillAsync(Editor, """{"theme":"light"}""");

        await user.ClickAsync("Roll back to version 1");
        await Expect(user.Dialog).ToContainTextAsync("Your text is not saved.");
        await user.AnswerAsync("Roll back");

        await Expect(user.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Version 3 was written since you read it");
        await Expect(user.Page.GetByLabel(Editor)).ToHaveValueAsync("""{"theme":"light"}""");
        await user.ClickAsync("Save my text over it");
        await user.SeesAsync("Saved as version 4.");
    }

    [Fact]
    public async Task What_was_typed_is_there_again_when_its_writer_signs_in_after_the_session_has_ended()
    {
        var email = await RegisterAsync();
        var user = await VisitAsync();
        await user.CutStreamsAsync();
        await user.SignInAsync(email);
        await user.OpenAsync("/account/personas/default", "default");
        await user.FillAsync(Editor, """{"theme":"light"}""");
        await Api.SignInAsync(email);
        (await Api.DeleteAsync("/api/v1/auth/sessions")).EnsureSuccessStatusCode().Dispose();

        await user.ClickAsync("Save");
        await user.SeesTitleAsync("Sign in");
        await user.FillAsync("E-mail", email);
        await user.FillAsync("Password", HttpAccounts.Password);
        await user.ClickAsync("Sign in");

        await user.SeesTitleAsync("default");
        await Expect(user.Page.GetByLabel(Editor)).ToHaveValueAsync("""{"theme":"light"}""");
        await user.ClickAsync("Save");
        await user.SeesAsync("Saved as version 1.");
    }

    [Fact]
    public async Task What_was_typed_is_there_again_on_the_way_back_and_the_browser_asks_before_it_is_lost()
    {
        var user = await OpenEditorAsync(await RegisterAsync());
        await user.FillAsync(Editor, """{"theme":"light"}""");

        await user.GoAsync("Sessions");
        await user.SeesAsync("What you typed is not saved.");
        await user.Page.GoBackAsync();

        await user.SeesTitleAsync("default");
        await Expect(user.Page.GetByLabel(Editor)).ToHaveValueAsync("""{"theme":"light"}""");
        var asked = new TaskCompletionSource<string>();
        user.Page.Dialog += (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            _ = dialog.AcceptAsync();
        };
        await user.Page.CloseAsync(new() { RunBeforeUnload = true });
        Assert.Equal("beforeunload", await asked.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task More_of_a_list_that_comes_too_late_takes_nothing_newer_away()
    {
        var email = await RegisterAsync();
        await Api.SignInAsync(email);

        for (var version = 1; version <= 21; version++)
        {
            await WriteAsync($"theme {version}");
        }

        var user = await OpenEditorAsync(email);
        var held = new TaskCompletionSource();
        await user.Page.RouteAsync("**/history?*cursor=*", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await user.ClickAsync("Show more");
        await user.FillAsync(Editor, "{}");
        await user.ClickAsync("Save");
        var newest = user.Table("Versions").GetByRole(AriaRole.Rowheader, new() { Name = "22", Exact = true });
        await Expect(newest).ToBeVisibleAsync();

        held.SetResult();

        await Expect(user.Page.GetByRole(AriaRole.Button, new() { Name = "Show more", Exact = true })).ToBeVisibleAsync();
        await Expect(newest).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_deletion_elsewhere_is_told_as_what_it_is_and_only_as_long_as_it_is_news()
    {
        var email = await RegisterAsync();
        await Api.SignInAsync(email);
        await WriteAsync("dark");
        var user = await OpenEditorAsync(email);
        await Expect(user.Page.GetByLabel(Editor)).ToHaveValueAsync(new Regex("dark"));
        await user.FillAsync(Editor, """{"theme":"light"}""");

        (await Api.DeleteAsync("/api/v1/personas/default/settings")).EnsureSuccessStatusCode().Dispose();
        await user.SeesAsync("The document was deleted elsewhere meanwhile.");

        await user.ClickAsync("Undo the changes");
        await Expect(user.Page.GetByRole(AriaRole.Heading, new() { Name = "New document" })).ToBeVisibleAsync();
        await user.FillAsync(Editor, """{"theme":"blue"}""");
        await Expect(user.Page.GetByText("elsewhere meanwhile")).ToHaveCountAsync(0);
        await user.ClickAsync("Save");
        await user.SeesAsync("Saved as version 3.");
    }

    private async Task<Visitor> OpenEditorAsync(string email)
    {
        var user = await VisitAsync();
        await user.SignInAsync(email);
        await user.OpenAsync("/account/personas/default", "default");
        return user;
    }

    private async Task WriteAsync(string theme)
    {
        using var answer = await Api.PostAsJsonAsync("/api/v1/settings", new { settings = new { theme } });
        Assert.True(answer.IsSuccessStatusCode);
    }
}
