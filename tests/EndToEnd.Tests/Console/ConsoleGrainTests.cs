using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleGrainTests(Chromium chromium, SharedService service) : ConsoleTest(chromium, service)
{
    [Fact]
    public async Task A_grain_is_found_by_its_key_shown_without_its_secrets_and_taken_out_of_memory()
    {
        var (id, email) = await RegisterUserAsync();
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync("Grains");
        await admin.Page.GetByLabel("Type", new() { Exact = true }).SelectOptionAsync("user");
        await admin.FillAsync("Key", id);
        await admin.ClickAsync("Find");

        await admin.SeesTitleAsync(id);
        var state = admin.Page.GetByRole(AriaRole.Region, new() { Name = "State user" });
        await Expect(state).ToContainTextAsync(email);
        await Expect(state).ToContainTextAsync("\"password_hash\": \"***\"");
        await admin.SeesAsync("active");

        await admin.ConfirmForAsync("it held on to a lantern", "Deactivate");

        await admin.SeesAsync("The grain is deactivated.");
        await admin.SeesAsync("not active");
        await Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "Deactivate" })).ToBeHiddenAsync();
        await admin.OpenAsync("/audit?type=grain.deactivate", "Audit");
        await admin.Row("Events", "grain.deactivate").GetByRole(AriaRole.Group).ClickAsync();
        await admin.SeesAsync("it held on to a lantern");
    }
}
