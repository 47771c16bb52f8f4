using Actors.Testing;
using Actors.Tests.Health.Servers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleProbeTests(Chromium chromium, RunningService service) : ConsoleTest(chromium, service), IClassFixture<RunningService>
{
    [Fact]
    public async Task A_probe_turns_red_when_its_server_stops_and_says_nothing_while_it_is_paused()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync("Probes");
        await admin.ClickAsync("Add a probe");
        await admin.FillAsync("Name", "cache");
        await admin.Page.GetByLabel("Kind").SelectOptionAsync("redis");
        await admin.FillAsync("Target", redis.Target);
        await admin.FillAsync("Every, seconds", "1");
        await admin.FillAsync("Given up after, seconds", "2");
        await admin.FillAsync("Slow from, seconds", "2");
        await admin.ClickAsync("Save");
        var cache = admin.Page.Locator("section").Filter(new() { Has = admin.Page.GetByRole(AriaRole.Heading, new() { Name = "cache", Exact = true }) });
        await Expect(cache.GetByText("HEALTHY", new() { Exact = true }).First).ToBeVisibleAsync();
        Assert.DoesNotContain(RealServer.Password, await admin.Page.ContentAsync(), StringComparison.Ordinal);

        await redis.KillAsync();
        await Expect(cache.GetByText("UNHEALTHY", new() { Exact = true }).First).ToBeVisibleAsync();

        await admin.GoAsync("Now");
        var board = admin.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "cache" });
        await Expect(board).ToContainTextAsync("UNHEALTHY");

        await admin.GoAsync("Probes");
        await admin.ConfirmAsync("Pause cache", "Pause");
        await Expect(cache.GetByText("paused").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_probe_is_changed_and_goes_on_after_a_pause()
    {
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync("Probes");
        await admin.ClickAsync("Add a probe");
        await admin.FillAsync("Name", "cellar");
        await admin.Page.GetByLabel("Kind").SelectOptionAsync("memory");
        await admin.FillAsync("Every, seconds", "1");
        await admin.AnswerAsync("Save");
        var cellar = admin.Page.Locator("section").Filter(new() { Has = admin.Page.GetByRole(AriaRole.Heading, new() { Name = "cellar", Exact = true }) });
        await Expect(cellar.GetByText("HEALTHY", new() { Exact = true }).First).ToBeVisibleAsync();

        await admin.ClickAsync("Change cellar");
        await admin.FillAsync("Every, seconds", "2");
        await admin.Page.GetByLabel("Readiness depends on it").CheckAsync();
        await admin.AnswerAsync("Save");
        await Expect(cellar).ToContainTextAsync("Every2 s");
        await Expect(cellar).ToContainTextAsync("Yes: readiness depends on it");

        await admin.ConfirmAsync("Pause cellar", "Pause");
        await Expect(cellar.GetByText("paused").First).ToBeVisibleAsync();
        await admin.ConfirmAsync("Resume cellar", "Resume");
        await Expect(cellar.GetByText("HEALTHY", new() { Exact = true }).First).ToBeVisibleAsync();
    }
}
