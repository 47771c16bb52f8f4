using System.Text.Json;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleAuditTests(Chromium chromium, RunningService service) : ConsoleTest(chromium, service), IClassFixture<RunningService>
{
    [Fact]
    public async Task The_log_is_filtered_and_what_the_filter_finds_is_saved_a_line_each()
    {
        var (id, email) = await RegisterUserAsync();
        await Api.SignInAsync(email);
        await Api.SignInAsync(email);
        await RegisterAsync();
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync("Audit");
        await Expect(admin.Row("Events", "user.register")).Not.ToHaveCountAsync(0);

        await admin.FillAsync("User", id);
        await admin.FillAsync("Type", "user.login");
        await admin.ClickAsync("Filter");

        await Expect(admin.Row("Events", "user.login")).ToHaveCountAsync(2);
        await Expect(admin.Row("Events", "user.register")).ToHaveCountAsync(0);
        var lines = (await admin.SaveAsync("Export NDJSON")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Equal((id, "user.login"), UserAndType(line)));
        await admin.SeesAsync("2 events saved.");
    }

    [Fact]
    public async Task A_time_in_the_address_that_is_none_is_refused_beside_the_filter_which_shows_the_log_without_it()
    {
        var admin = await VisitAsAdministratorAsync();

        await admin.OpenAsync("/audit?from=yesterday", "Audit");

        await Expect(admin.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The parameter is not a time");
        await Expect(admin.Page.GetByLabel("From", new() { Exact = true })).ToHaveValueAsync("");
        await admin.ClickAsync("Filter");
        await Expect(admin.Row("Events", "user.login")).Not.ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_export_goes_on_where_the_service_did_not_answer()
    {
        var (id, email) = await RegisterUserAsync();
        await Api.SignInAsync(email);
        var admin = await VisitAsAdministratorAsync();
        await admin.OpenAsync($"/audit?user={id}&type=user.login", "Audit");
        await Expect(admin.Row("Events", "user.login")).ToHaveCountAsync(1);
        await admin.AnswerAtAsync("**/api/v1/admin/events?*limit=200*", 503, "unavailable");

        var lines = (await admin.SaveAsync("Export NDJSON")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal((id, "user.login"), UserAndType(Assert.Single(lines)));
    }

    [Fact]
    public async Task What_happens_comes_by_itself_where_the_log_is_followed()
    {
        var email = await RegisterAsync();
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync("Audit");
        await admin.Page.GetByLabel("Follow live").CheckAsync();
        await Expect(admin.Row("Events", "invalid_credentials")).ToHaveCountAsync(0);

        Assert.Equal(401, await SignInStatusAsync(email, "not the lantern at all"));

        await Expect(admin.Row("Events", "invalid_credentials")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Who_follows_the_log_is_told_when_it_cannot_be_followed()
    {
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync("Audit");
        await Expect(admin.Row("Events", "user.login")).Not.ToHaveCountAsync(0);
        await admin.Page.RouteAsync("**/api/v1/admin/events?*", route => route.AbortAsync());

        await admin.Page.GetByLabel("Follow live").CheckAsync();

        await Expect(admin.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The service cannot be reached.");
        await admin.Page.UnrouteAllAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_export_ends_with_its_view()
    {
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync("Audit");
        var givenUp = new TaskCompletionSource();
        admin.Page.RequestFailed += (_, request) =>
        {
            if (request.Url.Contains("limit=200", StringComparison.Ordinal))
            {
                givenUp.TrySetResult();
            }
        };
        await admin.Page.RouteAsync("**/api/v1/admin/events?*limit=200*", _ => Task.CompletedTask);
        await admin.ClickAsync("Export NDJSON");
        await Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" })).ToBeVisibleAsync();

        await admin.GoAsync("Users");

        await givenUp.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_chain_is_told_whole_and_broken_where_somebody_edited_the_database()
    {
        var (id, email) = await RegisterUserAsync();
        await Api.SignInAsync(email);
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync("Audit");
        await admin.ClickAsync("Verify the chain");
        await admin.SeesAsync("all as they were written.");

        using (var database = SqliteDatabase.OpenToWrite(Path.Combine(Data, "actors.db"), TimeSpan.FromMinutes(1)))
        {
            database.Execute($"UPDATE audit_event SET ip = '203.0.113.9' WHERE chain = '{id}' AND type = 'user.login'");
        }

        await admin.ClickAsync("Verify the chain");
        await admin.SeesAsync($"of {id}: changed");
    }

    private static (string? User, string? Type) UserAndType(string line)
    {
        var item = JsonSerializer.Deserialize<JsonElement>(line);
        return (item.GetProperty("user_id").GetString(), item.GetProperty("type").GetString());
    }
}
