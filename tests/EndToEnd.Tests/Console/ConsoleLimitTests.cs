using System.Net;
using System.Net.Http.Json;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleLimitTests(Chromium chromium) : ConsoleTest(chromium)
{
    protected override string[] Options => [];

    [Fact]
    public async Task A_limit_that_is_changed_refuses_who_goes_beyond_it()
    {
        var email = await RegisterAsync();
        await Api.SignInAsync(email);
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync("Limits");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "default", Exact = true }).ClickAsync();
        await admin.SeesTitleAsync("Policy default");

        await admin.FillAsync("Requests", "2");
        await admin.FillAsync("In so many seconds", "3600");
        await admin.FillAsync("Burst", "2");
        await admin.ClickAsync("Save");
        await admin.SeesAsync("The policy is saved; it is in force everywhere within a second.");

        HttpStatusCode answer;

        do
        {
            using var me = await Api.GetAsync("/api/v1/auth/me");
            answer = me.StatusCode;
        }
        while (answer == HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer);
    }

    [Fact]
    public async Task Who_is_refused_in_the_console_is_told_when_to_try_again()
    {
        var user = await VisitAsync();
        await user.SignInAsync(await RegisterAsync());
        var admin = Api;
        await admin.SignInAsync(AdminEmail, AdminPassword);
        using var changed = await admin.PutAsJsonAsync("/api/v1/admin/ratelimits/policies/write", new { limit = 1, window_seconds = 3600, burst = 1, scope = "user" });
        Assert.True(changed.IsSuccessStatusCode, await changed.Content.ReadAsStringAsync());

        var alert = user.Page.GetByRole(AriaRole.Alert);

        while (!await alert.IsVisibleAsync())
        {
            await user.FillAsync("Name to show", $"Ada {Guid.NewGuid():N}");
            await user.ClickAsync("Save the name");
            await Expect(user.Page.GetByRole(AriaRole.Button, new() { Name = "Save the name" })).ToBeVisibleAsync();
        }

        await Expect(alert).ToContainTextAsync("Try again in");
    }
}
