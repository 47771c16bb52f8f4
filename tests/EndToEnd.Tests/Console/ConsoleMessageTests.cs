using System.Net.Http.Json;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleMessageTests(Chromium chromium, SharedService service) : ConsoleTest(chromium, service)
{
    [Fact]
    public async Task A_message_to_one_user_is_in_the_open_inbox_at_once()
    {
        var (id, email) = await RegisterUserAsync();
        var (admin, user) = (await VisitAsAdministratorAsync(), await VisitAsync());
        await user.SignInAsync(email);
        await ReadAllAsync(user);

        await admin.OpenAsync($"/users/{id}", email);
        await admin.ClickAsync("Notify");
        await admin.FillAsync("Title", "The lantern");
        await admin.FillAsync("Text", "It is at the gate.");
        await admin.AnswerAsync("Send");
        await admin.SeesAsync("The message is sent.");

        await SeesUnreadAsync(user, "1 unread");
        var item = user.Page.Locator(".inbox").GetByRole(AriaRole.Listitem).Filter(new() { HasText = "It is at the gate." });
        await Expect(item).ToContainTextAsync("unread");
        await user.ClickAsync("Mark as read The lantern");
        await SeesUnreadAsync(user, "Inbox");
    }

    [Fact]
    public async Task A_message_to_a_filter_reaches_whom_it_finds_and_tells_how_far_it_is()
    {
        string[] meant = [$"keeper-{HttpAccounts.NewEmail()}", $"keeper-{HttpAccounts.NewEmail()}", $"keeper-{HttpAccounts.NewEmail()}"];

        foreach (var email in meant)
        {
            await Api.RegisterAsync(email);
        }

        var (admin, first, other) = (await VisitAsAdministratorAsync(), await VisitAsync(), await VisitAsync());
        await first.SignInAsync(meant[0]);
        await other.SignInAsync(await RegisterAsync());
        await admin.GoAsync("Messages");
        await admin.FillAsync("Title", "To all keepers");
        await admin.FillAsync("Text", "The oil has come.");
        await admin.FillAsync("E-mail begins with", "keeper-");
        await admin.ConfirmAsync("Send …", "Send");
        await admin.SeesAsync("The message is on its way.");

        var sent = admin.Row("Messages", "To all keepers");
        await Expect(sent).ToContainTextAsync("3 of 3");
        await Expect(sent).ToContainTextAsync("done");
        await Expect(sent).ToContainTextAsync("address beginning with keeper-");
        await Expect(sent.GetByRole(AriaRole.Progressbar)).ToHaveAttributeAsync("value", "3");
        await first.GoAsync("Notifications");
        await first.SeesAsync("The oil has come.");
        await other.GoAsync("Notifications");
        await Expect(other.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        await Expect(other.Page.GetByText("The oil has come.")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_message_that_was_not_sent_is_there_again_on_the_way_back()
    {
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync("Messages");
        await admin.FillAsync("Text", "The oil has come.");
        await admin.Page.GetByLabel("Mail it too").CheckAsync();

        await admin.GoAsync("Users");
        await admin.GoAsync("Messages");

        await Expect(admin.Page.GetByLabel("Text", new() { Exact = true })).ToHaveValueAsync("The oil has come.");
        await Expect(admin.Page.GetByLabel("Mail it too")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Messages_that_come_at_once_are_all_in_the_open_inbox()
    {
        var (id, email) = await RegisterUserAsync();
        var user = await VisitAsync();
        await user.SignInAsync(email);
        await ReadAllAsync(user);
        await Api.SignInAsync(AdminEmail, AdminPassword);

        await Task.WhenAll(Enumerable.Range(1, 5).Select(number => NotifyAsync(id, $"Lantern {number}")));

        await SeesUnreadAsync(user, "5 unread");

        for (var number = 1; number <= 5; number++)
        {
            await Expect(user.Page.GetByRole(AriaRole.Heading, new() { Name = $"Lantern {number}" })).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task What_is_deleted_or_read_far_down_the_inbox_takes_nobody_back_to_its_top()
    {
        var (id, email) = await RegisterUserAsync();
        await Api.SignInAsync(AdminEmail, AdminPassword);

        for (var number = 1; number <= 23; number++)
        {
            await NotifyAsync(id, $"Lantern {number:00}");
        }

        var user = await VisitAsync();
        await user.SignInAsync(email);
        await user.GoAsync("Notifications");
        await user.ClickAsync("Show more");
        var inbox = user.Page.Locator(".inbox").GetByRole(AriaRole.Listitem);
        var last = inbox.Filter(new() { HasText = "Lantern 01" });

        await user.ClickAsync("Delete Lantern 02");
        await Expect(inbox.Filter(new() { HasText = "Lantern 02" })).ToHaveCountAsync(0);
        await Expect(last).ToBeFocusedAsync();
        await user.ClickAsync("Mark as read Lantern 01");

        await Expect(last).Not.ToContainTextAsync("unread");
        await Expect(user.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
    }

    private async Task NotifyAsync(string id, string title)
    {
        using var answer = await Api.PostAsJsonAsync($"/api/v1/admin/users/{id}/notify", new { title, text = "It is lit." });
        Assert.True(answer.IsSuccessStatusCode);
    }

    /// <summary>Opens the inbox and reads the notice of the sign-in. That it is counted says that the page is told of what comes.</summary>
    private static async Task ReadAllAsync(Visitor user)
    {
        await user.GoAsync("Notifications");
        await SeesUnreadAsync(user, "1 unread");
        await user.ClickAsync("Mark all as read");
        await SeesUnreadAsync(user, "Inbox");
    }

    private static Task SeesUnreadAsync(Visitor user, string text) =>
        Expect(user.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = text, Exact = true })).ToBeVisibleAsync();
}
