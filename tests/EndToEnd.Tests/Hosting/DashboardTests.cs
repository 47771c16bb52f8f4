using System.Net;
using System.Net.Http.Headers;
using Actors.Silo.Hosting;
using Actors.Testing;

namespace Actors.Tests.Hosting;

/// <summary>Orleans' dashboard, which is for administrators.</summary>
public sealed class DashboardTests : IAsyncDisposable
{
    private readonly TemporaryDirectory _data = new();
    private ActorsProcess _actors = null!;

    public async ValueTask DisposeAsync()
    {
        await (_actors?.DisposeAsync() ?? ValueTask.CompletedTask);
        _data.Dispose();
    }

    [Fact]
    public async Task Only_Orleans_has_one()
    {
        await StartAsync();
        using var page = await _actors.Client.GetAsync("/dashboard/");

        Assert.Equal(Engine.CanCluster ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound, page.StatusCode);
    }

    [Theory]
    [InlineData("/dashboard")]
    [InlineData("/dashboard/")]
    [InlineData("/dashboard/index.min.js")]
    [InlineData("/dashboard/DashboardCounters")]
    [InlineData("/dashboard/GrainState?grainId=x&grainType=y")]
    public async Task Nobody_else_gets_a_word_of_it(string path)
    {
        await StartWithDashboardAsync();
        var email = HttpAccounts.NewEmail();
        using var user = NewClient();
        await user.RegisterAsync(email);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(user, path));
        await user.SignInAsync(email);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(user, path));

        using var guess = NewClient();
        guess.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "a.b.c");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(guess, path));
    }

    [Fact]
    public async Task An_administrator_with_a_token_sees_it()
    {
        await StartWithDashboardAsync();
        using var admin = NewClient();
        await admin.SignInAsync(RunningService.AdminEmail, RunningService.AdminPassword);

        using var page = await admin.GetAsync("/dashboard/");

        Assert.Contains("Orleans Dashboard", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("user", await admin.GetStringAsync("/dashboard/GrainTypes"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_state_of_a_grain_is_shown_to_nobody()
    {
        await StartWithDashboardAsync();
        using var admin = NewClient();
        await admin.SignInAsync(RunningService.AdminEmail, RunningService.AdminPassword);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(admin, "/dashboard/GrainState?grainId=x&grainType=Actors.Users.UserGrain"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(admin, "/dashboard/grainstate"));
    }

    [Theory]
    [InlineData("/dashboard/sign-in", "./")]
    [InlineData("/dashboard/sign-in/", "../")]
    public async Task A_browser_signs_in_with_the_form_and_is_in_for_the_dashboard_alone(string form, string next)
    {
        await StartWithDashboardAsync();
        using var browser = NewBrowser(cookies: false);
        Assert.Contains("<form", await browser.GetStringAsync(form), StringComparison.Ordinal);

        using var signedIn = await browser.PostAsync(form, Form(RunningService.AdminEmail, RunningService.AdminPassword));

        var cookie = CookieOf(signedIn, "actors_session=");
        Assert.Contains("; path=/dashboard; samesite=strict; httponly", cookie, StringComparison.Ordinal);
        Assert.Equal(next, signedIn.Headers.Location?.OriginalString);
        browser.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/dashboard/"));

        // A browser would not send it elsewhere; one who does gets nothing for it.
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(browser, "/api/v1/auth/me"));
    }

    [Fact]
    public async Task A_wrong_password_in_the_form_counts_like_any_other()
    {
        await StartWithDashboardAsync();
        using var browser = NewClient();

        for (var failure = 0; failure < 5; failure++)
        {
            using var refused = await browser.PostAsync("/dashboard/sign-in", Form(RunningService.AdminEmail, "a guess in the dark"));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.False(refused.Headers.Contains("Set-Cookie"));
        }

        using var locked = await browser.PostAsync("/dashboard/sign-in", Form(RunningService.AdminEmail, RunningService.AdminPassword));
        Assert.Equal(HttpStatusCode.Locked, locked.StatusCode);
    }

    [Fact]
    public async Task A_strangers_guesses_do_not_lock_the_administrators_browser_out()
    {
        await StartWithDashboardAsync();
        using var browser = NewBrowser(cookies: true);
        using var stranger = NewClient();
        using var first = await browser.PostAsync("/dashboard/sign-in", Form(RunningService.AdminEmail, RunningService.AdminPassword));
        Assert.EndsWith("; max-age=34560000; path=/dashboard/sign-in; samesite=strict; httponly", CookieOf(first, "actors_dashboard_device_"), StringComparison.Ordinal);

        for (var guess = 0; guess < 5; guess++)
        {
            using var refused = await stranger.PostAsync("/dashboard/sign-in", Form(RunningService.AdminEmail, "a guess in the dark"));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var locked = await stranger.PostAsync("/dashboard/sign-in", Form(RunningService.AdminEmail, RunningService.AdminPassword));
        using var second = await browser.PostAsync("/dashboard/sign-in", Form(RunningService.AdminEmail, RunningService.AdminPassword));
        Assert.Equal((HttpStatusCode.Locked, HttpStatusCode.Redirect), (locked.StatusCode, second.StatusCode));
        Assert.Equal(CookieOf(first, "actors_dashboard_device_"), CookieOf(second, "actors_dashboard_device_"));
    }

    [Fact]
    public async Task Signing_in_once_more_takes_the_place_of_the_session()
    {
        await StartWithDashboardAsync();
        using var browser = NewBrowser(cookies: true);
        using var first = await browser.PostAsync("/dashboard/sign-in", Form(RunningService.AdminEmail, RunningService.AdminPassword));
        using var second = await browser.PostAsync("/dashboard/sign-in", Form(RunningService.AdminEmail, RunningService.AdminPassword));

        using var former = NewBrowser(cookies: false);
        former.DefaultRequestHeaders.Add("Cookie", CookieOf(first, "actors_session=").Split(';')[0]);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(former, "/dashboard/"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/dashboard/"));
    }

    [Fact]
    public async Task Half_a_form_in_parts_is_of_the_wrong_media_type()
    {
        await StartWithDashboardAsync();
        using var browser = NewClient();
        using var half = new StringContent("--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@b");
        half.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");

        using var response = await browser.PostAsync("/dashboard/sign-in", half);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task It_can_be_left_out()
    {
        RequireDashboard();
        await using var actors = await ActorsProcess.StartAsync(_data.Path, "--Cluster:Dashboard", "false");

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(actors.Client, "/dashboard/"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(actors.Client, "/dashboard/sign-in"));
    }

    private async Task StartAsync() => _actors = await ActorsProcess.StartAsync(_data.Path, "--Admin:Password", RunningService.AdminPassword);

    private Task StartWithDashboardAsync()
    {
        RequireDashboard();
        return StartAsync();
    }

    private static void RequireDashboard() =>
        Assert.SkipUnless(Engine.CanCluster, "The embedded engine has no dashboard: build with Engine=Orleans.");

    private static FormUrlEncodedContent Form(string email, string password) =>
        new([KeyValuePair.Create("email", email), KeyValuePair.Create("password", password), KeyValuePair.Create("totp_code", "")]);

    private HttpClient NewClient() => new() { BaseAddress = _actors.Client.BaseAddress, Timeout = Eventually.Patience };

    /// <summary>It shows where it is led.</summary>
    private HttpClient NewBrowser(bool cookies) => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = cookies })
    {
        BaseAddress = _actors.Client.BaseAddress,
        Timeout = Eventually.Patience,
    };

    private static string CookieOf(HttpResponseMessage response, string beginning) =>
        response.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith(beginning, StringComparison.Ordinal));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return response.StatusCode;
    }
}
