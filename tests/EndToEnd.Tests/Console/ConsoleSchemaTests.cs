using System.Net.Http.Json;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleSchemaTests(Chromium chromium, RunningService service) : ConsoleTest(chromium, service), IClassFixture<RunningService>
{
    private const string Text = "JSON Schema";
    private const string Defaults = "Defaults (JSON)";

    // Each test has one of its own, for a schema holds for all who have the persona.
    private readonly string _persona = $"keeper-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_schema_is_put_in_force_and_tells_which_documents_break_it()
    {
        var id = await WriteAsync("pink");
        var admin = await VisitAsAdministratorAsync();
        await OpenAsync(admin);

        await admin.FillAsync(Text, """{"properties":""");
        await admin.ClickAsync("Put in force …");
        await admin.SeesAsync("Line 1, column 15");
        await admin.FillAsync(Text, """{"properties":{"theme":{"enum":["dark","light"]},"size":{"maximum":12.50}}}""");
        await admin.FillAsync(Defaults, """{"theme":"blue"}""");
        await admin.ClickAsync("Put in force …");
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Put in force", Exact = true }).ClickAsync();
        await Expect(admin.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("/defaults/theme");
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await admin.FillAsync(Defaults, """{"theme":"dark"}""");
        await admin.ConfirmAsync("Put in force …", "Put in force");

        await admin.SeesAsync("The schema is in force.");
        await Expect(admin.Page.GetByRole(AriaRole.Heading, new() { Name = "Version 1", Exact = true })).ToBeVisibleAsync();
        // A schema is text to the console: no digit is lost.
        await Expect(admin.Page.GetByLabel(Text)).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"12\.50"));
        await Expect(admin.Row("Documents that break it", id)).ToContainTextAsync("/theme");
        Assert.Equal((422, 200), (await PutAsync("blue"), await PutAsync("light")));
        await admin.Page.ReloadAsync();
        await admin.SeesAsync("There is none.");
        await admin.GoAsync("Schemas");
        await Expect(admin.Row("Schemas", _persona)).ToContainTextAsync("1");
    }

    [Fact]
    public async Task An_earlier_schema_is_put_in_force_again_and_the_last_is_taken_out()
    {
        var admin = await VisitAsAdministratorAsync();
        await OpenAsync(admin);
        await PutInForceAsync(admin, """{"properties":{"theme":{"enum":["dark"]}}}""", 1);
        await PutInForceAsync(admin, """{"properties":{"theme":{"enum":["light"]}}}""", 2);
        await WriteAsync("light");

        await admin.ClickAsync("Compare version 1");
        await admin.SeesAsync("From version 1 to what is in force");
        await admin.ConfirmAsync("Put in force version 1 again", "Put in force");
        await admin.SeesAsync("The schema is as in version 1.");
        var inForce = admin.Table("Versions").GetByRole(AriaRole.Row).Filter(new() { Has = admin.Page.GetByText("in force", new() { Exact = true }) });
        await Expect(inForce).ToContainTextAsync("3");
        Assert.Equal((422, 200), (await PutAsync("light"), await PutAsync("dark")));

        await admin.ConfirmAsync("Take out of force");
        await admin.SeesAsync("The schema is out of force.");
        await admin.SeesAsync("Nothing in force");
        Assert.Equal(200, await PutAsync("light"));
    }

    [Fact]
    public async Task What_another_administrator_has_put_in_force_is_not_written_over()
    {
        var (first, second) = (await VisitAsAdministratorAsync(), await VisitAsAdministratorAsync());
        await OpenAsync(first);
        await OpenAsync(second);
        await second.ClickAsync("Take interface-configuration");
        await second.ConfirmAsync("Put in force …", "Put in force");
        await second.SeesAsync("The schema is in force.");

        await first.ClickAsync("Take baselines");
        await first.ClickAsync("Put in force …");
        await first.Dialog.GetByRole(AriaRole.Button, new() { Name = "Put in force", Exact = true }).ClickAsync();

        await Expect(first.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Another version was put in force since you read this one.");
        await first.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await first.SeesAsync("Version 1 was written since you read it.");
        await first.ConfirmAsync("Save my text over it", "Put in force");
        await Expect(first.Page.GetByRole(AriaRole.Heading, new() { Name = "Version 2", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_another_administrator_has_put_in_force_is_not_taken_out_unseen()
    {
        var (first, second) = (await VisitAsAdministratorAsync(), await VisitAsAdministratorAsync());
        await OpenAsync(second);
        await PutInForceAsync(second, """{"properties":{"theme":{"enum":["dark"]}}}""", 1);
        await OpenAsync(first);
        await Expect(first.Page.GetByRole(AriaRole.Heading, new() { Name = "Version 1", Exact = true })).ToBeVisibleAsync();
        await PutInForceAsync(second, """{"properties":{"theme":{"enum":["light"]}}}""", 2);

        await first.ClickAsync("Take out of force");
        await first.Dialog.GetByRole(AriaRole.Button, new() { Name = "Take out of force", Exact = true }).ClickAsync();

        await Expect(first.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Another version was put in force since you read this one.");
        await first.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(first.Page.GetByRole(AriaRole.Heading, new() { Name = "Version 2", Exact = true })).ToBeVisibleAsync();
        await Expect(first.Page.GetByLabel(Text)).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("light"));
    }

    [Fact]
    public async Task What_is_typed_stays_when_an_earlier_schema_is_put_in_force_again()
    {
        const string mine = """{"properties":{"theme":{"enum":["blue"]}}}""";
        var admin = await VisitAsAdministratorAsync();
        await OpenAsync(admin);
        await PutInForceAsync(admin, """{"properties":{"theme":{"enum":["dark"]}}}""", 1);
        await PutInForceAsync(admin, """{"properties":{"theme":{"enum":["light"]}}}""", 2);
        await admin.FillAsync(Text, mine);

        await admin.ConfirmAsync("Put in force version 1 again", "Put in force");

        await admin.SeesAsync("Version 3 was written since you read it.");
        await Expect(admin.Page.GetByLabel(Text)).ToHaveValueAsync(mine);
        await admin.ClickAsync("Drop my text, take theirs");
        await Expect(admin.Page.GetByLabel(Text)).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("dark"));
    }

    [Fact]
    public async Task What_is_typed_gives_way_to_a_preset_only_after_a_question()
    {
        const string mine = """{"properties":{"theme":{"enum":["blue"]}}}""";
        var admin = await VisitAsAdministratorAsync();
        await OpenAsync(admin);
        var text = admin.Page.GetByLabel(Text);
        await text.FillAsync(mine);

        await admin.ClickAsync("Take baselines");
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(admin.Dialog).ToBeHiddenAsync();
        await Expect(text).ToHaveValueAsync(mine);
        await admin.ConfirmAsync("Take baselines", "Take it");

        await Expect(text).Not.ToHaveValueAsync(mine);
        // Of one preset for another nothing is lost that somebody typed.
        var baselines = await text.InputValueAsync();
        await admin.ClickAsync("Take interface-configuration");
        await Expect(text).Not.ToHaveValueAsync(baselines);
    }

    private async Task OpenAsync(Visitor admin)
    {
        await admin.GoAsync("Schemas");

        // The list stands above the form: coming between the press and the release of the button, it would move it from under the pointer.
        await Expect(admin.Table("Schemas").Or(admin.Page.GetByText("There are none"))).ToBeVisibleAsync();
        await admin.FillAsync("Persona", _persona);
        await admin.ClickAsync("Open");
        await admin.SeesTitleAsync($"Schema of {_persona}");
    }

    private static async Task PutInForceAsync(Visitor admin, string schema, int version)
    {
        await admin.FillAsync(Text, schema);
        await admin.ConfirmAsync("Put in force …", "Put in force");
        await Expect(admin.Page.GetByRole(AriaRole.Heading, new() { Name = $"Version {version}", Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Writes the document of a new user, in whose name the client goes on; the user's id.</summary>
    private async Task<string> WriteAsync(string theme)
    {
        var (id, email) = await RegisterUserAsync();
        await Api.SignInAsync(email);
        Assert.Equal(201, await PutAsync(theme));
        return id;
    }

    private async Task<int> PutAsync(string theme)
    {
        using var answer = await Api.PutAsJsonAsync($"/api/v1/personas/{_persona}/settings", new { theme });
        return (int)answer.StatusCode;
    }
}
