using Actors.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Actors.Tests.Console.Chromium))]

namespace Actors.Tests.Console;

/// <summary>
/// Debian's Chromium, started once for all tests of the console, when the first of them asks. Where it is missing they are skipped;
/// ACTORS_REQUIRE_SERVERS=1 makes them fail instead.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string? Program = Programs.Find("chromium") ?? Programs.Find("chromium-browser") ?? Programs.Find("google-chrome");

    private readonly Lazy<Task> _started;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Chromium() => _started = new Lazy<Task>(LaunchAsync);

    /// <summary>The browser, or the test ends here.</summary>
    public async Task<IBrowser> StartAsync()
    {
        Servers.Require(Program is null ? "This test needs a browser: apt-get install chromium" : null);
        await _started.Value;
        return _browser!;
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
    }

    private async Task LaunchAsync()
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
