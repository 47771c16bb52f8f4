using Actors.Testing;
using Microsoft.Playwright;

namespace Actors.Tests.Console;

/// <summary>Debian's Chromium, started once for all tests of the console. Where it is missing they are skipped; ACTORS_REQUIRE_SERVERS=1 makes them fail instead.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string? Program = Programs.Find("chromium") ?? Programs.Find("chromium-browser") ?? Programs.Find("google-chrome");

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The browser, or the test ends here.</summary>
    public IBrowser Browser
    {
        get
        {
            Servers.Require(_browser is null ? "This test needs a browser: apt-get install chromium" : null);
            return _browser!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Program is not null)
        {
            Assertions.SetDefaultExpectTimeout(Eventually.PatienceInMilliseconds);
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Program,
                // Root has no sandbox; what is opened here is our own page alone.
                Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>, ICollectionFixture<RunningService>
{
    public const string Name = "Chromium";
}
