using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Actors.Tests.Console;

public sealed class ConsoleKeyTests(Chromium chromium, SharedService service) : ConsoleTest(chromium, service)
{
    [Fact]
    public async Task A_key_is_shown_once_works_for_a_program_and_is_refused_once_it_is_ended()
    {
        var user = await VisitAsync();
        await user.SignInAsync(await RegisterAsync());
        await user.GoAsync("API keys");
        await user.FillAsync("Name", "nightly report");
        await user.Page.GetByLabel("account:read").CheckAsync();
        await user.ClickAsync("Make the key");

        var secret = user.Page.Locator(".secret");
        await Expect(secret).ToContainTextAsync("The key nightly report");
        var key = (await secret.Locator("pre").TextContentAsync())!;
        Assert.Equal(200, await MeAsync(key));
        await user.Page.ReloadAsync();
        await Expect(user.Row("API keys", "nightly report")).ToContainTextAsync("account:read");
        Assert.DoesNotContain(key, await user.Page.ContentAsync(), StringComparison.Ordinal);

        await user.ConfirmAsync("End the key nightly report", "End");

        await user.SeesAsync("The key is ended.");
        await user.SeesAsync("You have no key.");
        Assert.Equal(401, await MeAsync(key));
    }

    private async Task<int> MeAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me") { Headers = { { "X-API-Key", key } } };
        using var answer = await Api.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
