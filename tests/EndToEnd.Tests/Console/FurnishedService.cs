using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Actors.Testing;

namespace Actors.Tests.Console;

/// <summary>A service with something in every view.</summary>
public sealed class FurnishedService : RunningService
{
    public static readonly bool WritesPictures = double.TryParse(
        Environment.GetEnvironmentVariable("ACTORS_WRITE_SCREENSHOTS"), CultureInfo.InvariantCulture, out MinutesOfLoad);

    private static readonly double MinutesOfLoad;

    public IReadOnlyList<View> Views { get; private set; } = [];

    // For the pictures with limits, of which only the user's own can be reached.
    protected override IReadOnlyList<string> Options => WritesPictures
        ? [.. new[] { "anonymous", "auth", "admin", "read", "write" }.SelectMany(tier => new[] { $"--RateLimits:Policies:{tier}:Limit", "100000" })]
        : base.Options;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        using var client = NewClient();
        Views = await FurnishAsync(client);
    }

    /// <summary>An account with something in every view.</summary>
    private static async Task<IReadOnlyList<View>> FurnishAsync(HttpClient api)
    {
        const string email = "ada@example.com";
        await api.RegisterAsync(email);
        await api.SignInAsync(email);
        using var me = await api.GetAsync("/api/v1/auth/me");
        var id = (await me.JsonAsync()).GetProperty("id").GetString()!;

        await api.SignInAsync(AdminEmail, AdminPassword);
        await SendAsync(api, "/api/v1/auth/api-keys", new { name = "nightly report", scopes = new[] { "account:read" } });
        await SendAsync(api, "/api/v1/settings", new { settings = new { theme = "dark", size = 11 } });
        await SendAsync(api, "/api/v1/settings", new { settings = new { theme = "light", panels = new[] { "left", "right" } } });
        using var schema = await api.PutAsJsonAsync("/api/v1/admin/settings-schemas/default", new { schema = new { properties = new { theme = new { @enum = new[] { "dark" } } } } });
        Assert.True(schema.IsSuccessStatusCode, await schema.Content.ReadAsStringAsync());
        await SendAsync(api, "/api/v1/admin/invitations", new { });
        await SendAsync(api, $"/api/v1/admin/users/{id}/notify", new { title = "Maintenance", text = "On Sunday from 2 to 3 o'clock." });
        await SendAsync(api, "/api/v1/admin/probes", new { name = "mail", kind = "tcp", target = "tcp://127.0.0.1:1", interval_seconds = 1 });
        await LoadAsync(api.BaseAddress!, email);

        return
        [
            new("/", "Now", "now", "reporting"),
            new("/probes", "Probes", "probes", "UNHEALTHY"),
            new("/grains", "Grains", "grains"),
            new("/grains/type?type=user", "user"),
            new($"/grains/one?type=user&key={id}", id),
            new("/users", "Users", Shows: email),
            new($"/users/{id}", email, "user"),
            new("/invitations", "Invitations"),
            new("/messages", "Messages"),
            new("/limits", "Limits"),
            new("/limits/policy?name=default", "Policy default", "limits"),
            new("/schemas", "Schemas", Shows: "default"),
            new("/schemas/default", "Schema of default", Shows: "/theme"),
            new("/keys", "Signing keys", Shows: "ES256"),
            new("/audit", "Audit", "audit"),
            new("/mail?token=inv_", "Make an account"),
            new("/account", "Profile"),
            new("/account/security", "Password and MFA"),
            new("/account/sessions", "Sessions", Shows: "this one"),
            new("/account/keys", "API keys", Shows: "nightly report"),
            new("/account/personas", "Personas"),
            new("/account/personas/default", "default", "settings", "Version 2", IsDark: true),
            new("/account/notifications", "Notifications"),
            new("/account/data", "Data and deletion"),
        ];
    }

    /// <summary>Something for the charts to show: requests in waves.</summary>
    private static async Task LoadAsync(Uri address, string email)
    {
        using var client = new HttpClient { BaseAddress = address };

        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started).TotalMinutes < MinutesOfLoad;)
        {
            await client.SignInAsync(email);

            for (var left = 20 + (15 * Math.Sin(Stopwatch.GetElapsedTime(started).TotalSeconds / 30)); left > 0; left--)
            {
                (await client.GetAsync("/api/v1/settings")).Dispose();
                (await client.GetAsync("/openapi/v1.json")).Dispose();
            }
        }
    }

    private static async Task SendAsync(HttpClient api, string path, object body)
    {
        using var answer = await api.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
    }
}

/// <param name="Path">Below /console.</param>
/// <param name="Title">The view's heading.</param>
/// <param name="Picture">Its picture's name in docs/console.</param>
/// <param name="Shows">What is on it when all has come.</param>
/// <param name="IsDark">Whether the picture is in dark colours.</param>
public sealed record View(string Path, string Title, string? Picture = null, string? Shows = null, bool IsDark = false);
