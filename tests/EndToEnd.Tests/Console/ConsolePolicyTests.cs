using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsolePolicyTests(Chromium chromium, SharedService service) : ConsoleTest(chromium, service)
{
    private const string Default = "/api/v1/admin/ratelimits/policies/default";

    [Fact]
    public async Task A_policy_that_is_added_takes_the_place_of_no_other()
    {
        await Api.SignInAsync(AdminEmail, AdminPassword);
        var before = await Api.GetStringAsync(Default);
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync("Limits");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Add a policy" }).ClickAsync();
        await admin.SeesTitleAsync("A new policy");

        await admin.FillAsync("Name", "default");
        await admin.FillAsync("Requests", "1");
        await admin.ClickAsync("Save");

        await Expect(admin.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The name is taken.");
        await Expect(admin.Page.GetByLabel("Name", new() { Exact = true })).ToHaveAccessibleDescriptionAsync("There is one of this name: change it instead.");
        Assert.Equal(before, await Api.GetStringAsync(Default));
    }
}
