using System.Collections.Concurrent;
using System.Text.Json;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

/// <summary>What holds for every view. ACTORS_WRITE_SCREENSHOTS=5 writes the pictures of the main ones into docs/console, after five minutes of load.</summary>
public sealed class ConsoleViewTests(Chromium chromium, FurnishedService service) : ConsoleTest(chromium, service), IClassFixture<FurnishedService>
{
    private const int MostBytes = 150 * 1024;
    private const int Narrow = 360;

    // Only these rules see colours: what the others find they find in the light.
    private const string OfColours = "runOnly: ['color-contrast', 'link-in-text-block'], ";

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious(ColorScheme colours)
    {
        var axe = await AxeAsync();
        var admin = await VisitAsync(new() { ColorScheme = colours, ViewportSize = new() { Width = 1200, Height = 800 } });
        await admin.Page.AddInitScriptAsync(scriptPath: axe);
        await admin.Page.GotoAsync("/console");
        await admin.SeesTitleAsync("Sign in");
        var rules = colours == ColorScheme.Dark ? OfColours : "";
        var findings = await FindingsAsync(admin, "sign-in", rules);
        await admin.SignInAsync(AdminEmail, AdminPassword);

        foreach (var view in service.Views)
        {
            await OpenAsync(admin, view);
            findings.AddRange(await FindingsAsync(admin, view.Path, rules));

            if (FurnishedService.WritesPictures && view.Picture is { } picture && colours == (view.IsDark ? ColorScheme.Dark : ColorScheme.Light))
            {
                await admin.Page.ScreenshotAsync(new() { Path = RepositoryFiles.Path($"docs/console/{picture}.png") });
            }
        }

        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }

    [Fact]
    public async Task Nothing_is_wider_than_a_narrow_telephone_and_all_views_together_weigh_less_than_150_KiB()
    {
        var admin = await VisitAsync(new() { ViewportSize = new() { Width = Narrow, Height = 740 } });
        var wide = new List<string>();
        var files = new ConcurrentQueue<Microsoft.Playwright.IRequest>();
        // A request that a change of page cut off never tells its size.
        admin.Page.RequestFinished += (_, request) =>
        {
            if (new Uri(request.Url).AbsolutePath is var path && path.StartsWith("/console", StringComparison.Ordinal) && !path.StartsWith("/console/session", StringComparison.Ordinal))
            {
                files.Enqueue(request);
            }
        };
        await admin.SignInAsync(AdminEmail, AdminPassword);

        foreach (var view in service.Views)
        {
            await OpenAsync(admin, view);
            var width = await admin.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");

            if (width > Narrow)
            {
                wide.Add($"{view.Path}: {width}");
            }
        }

        Assert.True(wide.Count == 0, string.Join(Environment.NewLine, wide));
        var (total, scripts) = (0, 0);

        foreach (var file in files.ToArray().DistinctBy(file => file.Url))
        {
            total += (await file.SizesAsync()).ResponseBodySize;
            scripts += file.ResourceType == "script" ? 1 : 0;
            Assert.Equal("br", await (await file.ResponseAsync())!.HeaderValueAsync("content-encoding"));
        }

        Assert.True(scripts > 0 && total is > 10_000 and < MostBytes, $"{total} bytes in {scripts} scripts");
        TestContext.Current.TestOutputHelper?.WriteLine($"{total} bytes");
        await admin.ClickAsync("Menu");
        await admin.GoAsync("Users");
    }

    [Fact]
    public async Task The_keyboard_alone_is_enough()
    {
        var admin = await VisitAsAdministratorAsync();
        await admin.SeesTitleAsync("Now");

        await admin.Page.ReloadAsync();
        await admin.SeesTitleAsync("Now");
        await admin.Page.Keyboard.PressAsync("Tab");
        await Expect(admin.Page.GetByText("Skip to the content")).ToBeFocusedAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        await Expect(admin.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Probes", Exact = true }).PressAsync("Enter");
        await Expect(admin.Page.GetByRole(AriaRole.Heading, new() { Name = "Probes", Level = 1 })).ToBeFocusedAsync();
        var add = admin.Page.GetByRole(AriaRole.Button, new() { Name = "Add a probe" });
        await add.PressAsync("Enter");
        await Expect(admin.Dialog).ToBeVisibleAsync();
        await admin.Page.Keyboard.PressAsync("Escape");
        await Expect(admin.Dialog).ToBeHiddenAsync();
        await Expect(add).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_gets_into_the_page_does_not_run_and_asks_nobody()
    {
        var admin = await VisitAsAdministratorAsync();

        var ran = await admin.Page.EvaluateAsync<bool>("""
            () => {
              const script = document.createElement('script');
              script.textContent = 'window.ran = true';
              const image = document.createElement('img');
              image.src = 'https://elsewhere.example/';
              document.body.append(script, image);
              document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.ran = true">');
              return window.ran === true;
            }
            """);

        Assert.False(ran);
        Assert.Contains(await admin.ComplaintsAsync(), complaint => complaint.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase));
        admin.Forgive();
    }

    private static async Task<string> AxeAsync() =>
        Path.Combine(await NodePackages.RequireAsync("tests/EndToEnd.Tests/Console/Axe"), "node_modules/axe-core/axe.min.js");

    private static async Task<List<string>> FindingsAsync(Visitor visitor, string view, string rules)
    {
        var found = await visitor.Page.EvaluateAsync<JsonElement>($"axe.run(document, {{ {rules}resultTypes: ['violations'] }})");
        Assert.NotEqual(0, found.GetProperty("passes").GetArrayLength());
        return [.. from violation in found.GetProperty("violations").EnumerateArray()
                   where violation.GetProperty("impact").GetString() is "serious" or "critical"
                   from node in violation.GetProperty("nodes").EnumerateArray()
                   select $"{view}: {violation.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()} {node.GetProperty("failureSummary").GetString()}"];
    }

    private static async Task OpenAsync(Visitor visitor, View view)
    {
        await visitor.OpenAsync(view.Path, view.Title);
        await Expect(visitor.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);

        if (view.Shows is { } text)
        {
            await visitor.SeesAsync(text);
        }
    }
}
