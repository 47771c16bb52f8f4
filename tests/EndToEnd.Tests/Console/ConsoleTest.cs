using Actors.Testing;
using Microsoft.Playwright;

namespace Actors.Tests.Console;

/// <summary>A service of its own for each test, and as many visitors as it wants. What no visitor may ever see fails every test.</summary>
[Collection(ChromiumCollection.Name)]
public abstract class ConsoleTest(Chromium chromium) : IAsyncLifetime
{
    public const string AdminEmail = "admin@localhost";
    public const string AdminPassword = "the warden and her lantern";

    private readonly TemporaryDirectory _data = new();
    private readonly List<Visitor> _visitors = [];
    private ActorsProcess _service = null!;

    /// <summary>Calls the API as any program does, in nobody's name.</summary>
    protected HttpClient Api => _service.Client;

    protected virtual string[] Options => ["--RateLimits:Enabled", "false"];

    public async ValueTask InitializeAsync()
    {
        _ = chromium.Browser;
        _service = await ActorsProcess.StartAsync(_data.Path, [.. Options, "--Admin:Password", AdminPassword]);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);

        foreach (var visitor in _visitors)
        {
            await visitor.CloseAsync();
        }

        await (_service?.DisposeAsync() ?? ValueTask.CompletedTask);
        _data.Dispose();
        string[] complaints = [.. _visitors.SelectMany(visitor => visitor.Complaints).Distinct()];
        Assert.True(complaints is [], string.Join(Environment.NewLine, complaints));
    }

    /// <summary>A browser of its own: it shares no cookies and no cache with others.</summary>
    protected async Task<Visitor> VisitAsync(BrowserNewContextOptions? options = null)
    {
        var visitor = await Visitor.OpenAsync(chromium.Browser, Api.BaseAddress!, options ?? new());
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>The first administrator, signed in and on the first view.</summary>
    protected async Task<Visitor> VisitAsAdministratorAsync(BrowserNewContextOptions? options = null)
    {
        var admin = await VisitAsync(options);
        await admin.SignInAsync(AdminEmail, AdminPassword);
        return admin;
    }

    /// <summary>A new account's address.</summary>
    protected async Task<string> RegisterAsync()
    {
        var email = HttpAccounts.NewEmail();
        await Api.RegisterAsync(email);
        return email;
    }
}
