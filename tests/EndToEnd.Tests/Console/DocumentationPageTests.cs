using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

/// <summary>The page that shows the API, in a real browser. ACTORS_WRITE_SCREENSHOTS=1 writes its picture into docs/api.</summary>
public sealed class DocumentationPageTests(Chromium chromium, SharedService service) : ConsoleTest(chromium, service)
{
    private static readonly bool WritesPicture = Environment.GetEnvironmentVariable("ACTORS_WRITE_SCREENSHOTS") == "1";

    [Fact]
    public async Task A_reader_signs_in_and_calls_an_operation_from_the_page()
    {
        var email = await RegisterAsync();
        var reader = await VisitAsync(new() { ViewportSize = new() { Width = 1200, Height = 800 } });
        var page = reader.Page;
        await page.GotoAsync("/docs");

        await page.GetByRole(AriaRole.Button, new() { Name = "Authorize", Exact = true }).ClickAsync();
        await page.GetByLabel("username:").FillAsync(email);
        await page.GetByLabel("password:").FillAsync(HttpAccounts.Password);
        var dialog = page.Locator(".auth-container").Filter(new() { HasText = "OAuth2, password" });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Apply given OAuth2 credentials" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Remove authorization" })).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();

        var me = page.Locator(".opblock").Filter(new() { Has = page.GetByText("/api/v1/auth/me", new() { Exact = true }) }).First;
        await me.Locator(".opblock-summary-control").ClickAsync();
        await me.GetByRole(AriaRole.Button, new() { Name = "Try it out" }).ClickAsync();
        await me.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();
        await Expect(me.Locator(".live-responses-table")).ToContainTextAsync(email);

        var picture = await page.ScreenshotAsync(WritesPicture ? new() { Path = RepositoryFiles.Path("docs/api/page.png") } : null);
        Assert.True(picture.Length > 10_000, "The picture of the page is empty.");
    }
}
