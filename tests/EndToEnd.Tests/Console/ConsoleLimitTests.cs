using System.Net;
using System.Net.Http.Json;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

/// <summary>Each has a service of its own: what a limit refuses, it refuses everybody.</summary>
public sealed class ConsoleLimitTests : ConsoleTest
{
    private readonly Limited _service;

    public ConsoleLimitTests(Chromium chromium)
        : this(chromium, new Limited())
    {
    }

    private ConsoleLimitTests(Chromium chromium, Limited service)
        : base(chromium, service) => _service = service;

    public override async ValueTask InitializeAsync()
    {
        await _service.InitializeAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _service.DisposeAsync();
    }

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

        var answer = await Eventually.IsAsync(
            async () =>
            {
                using var me = await Api.GetAsync("/api/v1/auth/me");
                return me.StatusCode;
            },
            status => status != HttpStatusCode.OK,
            "a request beyond the limit");

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

        await Eventually.IsAsync(
            async () =>
            {
                await user.FillAsync("Name to show", $"Ada {Guid.NewGuid():N}");
                await user.ClickAsync("Save the name");
                await Expect(user.Page.GetByRole(AriaRole.Button, new() { Name = "Save the name" })).ToBeVisibleAsync();
                return await alert.IsVisibleAsync();
            },
            "a refusal");

        await Expect(alert).ToContainTextAsync("Try again in");
    }

    [Fact]
    public async Task A_bucket_that_is_used_up_is_looked_up_and_made_full_again()
    {
        await Api.SignInAsync(AdminEmail, AdminPassword);
        using var made = await Api.PutAsJsonAsync("/api/v1/admin/ratelimits/policies/oil", new { limit = 3, window_seconds = 3600, burst = 3, scope = "account" });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        using var key = await Api.PostAsJsonAsync("/api/v1/auth/api-keys", new { name = "gate", scopes = new[] { "ratelimits:check" } });
        Api.DefaultRequestHeaders.Authorization = new("ApiKey", (await key.JsonAsync()).GetProperty("api_key").GetString());
        Assert.True(await TakeAsync(cost: 3));
        Assert.False(await TakeAsync(cost: 1));
        var admin = await VisitAsAdministratorAsync();
        await admin.GoAsync("Limits");

        await admin.Page.GetByLabel("Policy", new() { Exact = true }).SelectOptionAsync("oil");
        await admin.FillAsync("Key", "keeper");
        await admin.ClickAsync("Look up");
        await admin.SeesAsync("0 of 3");
        await admin.ConfirmAsync("Reset");

        await admin.SeesAsync("The bucket is full.");
        await admin.SeesAsync("3 of 3");
        Assert.True(await TakeAsync(cost: 1));
    }

    private async Task<bool> TakeAsync(int cost)
    {
        using var answer = await Api.PostAsJsonAsync("/api/v1/ratelimits/check", new { policy = "oil", key = "keeper", cost });
        return (await answer.JsonAsync()).GetProperty("allowed").GetBoolean();
    }

    private sealed class Limited : RunningService
    {
        protected override IReadOnlyList<string> Options => [];
    }
}
