using Actors.Testing;

namespace Actors.Tests.Console;

/// <summary>Strangers guess the password of somebody who signs in to the console.</summary>
public sealed class ConsoleDeviceTests(Service service)
{
    [Fact]
    public async Task The_browser_is_known_again_by_a_cookie_that_no_script_can_read_and_that_outlasts_the_session()
    {
        using var page = new Page(service);
        var email = (await service.NewUserAsync()).Email;
        (await page.SignInAsync(email)).EnsureSuccessStatusCode().Dispose();
        var (name, (value, attributes)) = Assert.Single(page.Devices);

        (await page.SignOutAsync()).EnsureSuccessStatusCode().Dispose();
        (await page.SignInAsync(email.ToUpperInvariant())).EnsureSuccessStatusCode().Dispose();

        Assert.StartsWith("actors_console_device_", name, StringComparison.Ordinal);
        Assert.StartsWith("dt_", value, StringComparison.Ordinal);
        Assert.Equal(["max-age=34560000", "path=/console/session", "samesite=strict", "httponly"], attributes);
        Assert.Equal((name, value), Assert.Single(page.Devices) is var kept ? (kept.Key, kept.Value.Value) : default);
    }

    [Fact]
    public async Task Five_wrong_guesses_of_a_stranger_lock_out_strangers_and_not_the_owners_browser()
    {
        var email = (await service.NewUserAsync()).Email;
        using var owner = new Page(service);
        using var stranger = new Page(service);
        (await owner.SignInAsync(email)).EnsureSuccessStatusCode().Dispose();
        (await owner.SignOutAsync()).EnsureSuccessStatusCode().Dispose();

        for (var guess = 0; guess < 5; guess++)
        {
            using var wrong = await stranger.SignInAsync(email, "not the lantern at all");
            await wrong.IsProblemAsync(401, "invalid_credentials");
        }

        using var locked = await stranger.SignInAsync(email);
        using var signedIn = await owner.SignInAsync(email);
        await locked.IsProblemAsync(423, "account_locked");
        Assert.Equal(200, (int)signedIn.StatusCode);
        Assert.Empty(stranger.Devices);
    }

    [Fact]
    public async Task Two_accounts_in_one_browser_are_each_known_again()
    {
        var (first, second) = ((await service.NewUserAsync()).Email, (await service.NewUserAsync()).Email);
        using var page = new Page(service);

        foreach (var email in new[] { first, second })
        {
            (await page.SignInAsync(email)).EnsureSuccessStatusCode().Dispose();
        }

        var tokens = page.Devices.ToDictionary();
        (await page.SignInAsync(first)).EnsureSuccessStatusCode().Dispose();

        Assert.Equal(2, tokens.Values.Select(device => device.Value).Distinct().Count());
        Assert.Equal(tokens.Select(device => (device.Key, device.Value.Value)), page.Devices.Select(device => (device.Key, device.Value.Value)));
    }

    [Fact]
    public async Task A_browser_that_many_people_share_forgets_whom_it_has_known_for_longest()
    {
        var email = (await service.NewUserAsync()).Email;
        string[] former = [.. Enumerable.Range(0, 42).Select(number => $"actors_console_device_{number:x16}")];
        using var page = new Page(service);
        Array.ForEach(former, name => page.Devices[name] = ("dt_" + new string('0', 64), []));

        for (var i = 0; i < 2; i++)
        {
            (await page.SignInAsync(email)).EnsureSuccessStatusCode().Dispose();

            Assert.Equal(40, page.Devices.Count);
            Assert.Equal(former[3..], page.Devices.Keys.Intersect(former).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_device_token_that_was_made_up_is_a_strangers()
    {
        var email = (await service.NewUserAsync()).Email;
        using var page = new Page(service);
        (await page.SignInAsync(email)).EnsureSuccessStatusCode().Dispose();
        var (name, (value, _)) = Assert.Single(page.Devices);

        page.Devices[name] = ("dt_" + new string('0', 64), []);
        (await page.SignInAsync(email)).EnsureSuccessStatusCode().Dispose();

        Assert.DoesNotContain(page.Devices[name].Value, new[] { value, "dt_" + new string('0', 64) });
    }
}
