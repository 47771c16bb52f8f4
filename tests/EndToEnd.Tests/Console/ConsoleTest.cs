using System.Net.Http.Json;
using Actors.Testing;
using Microsoft.Playwright;

namespace Actors.Tests.Console;

/// <summary>A service, and as many visitors to it as a test wants. What no visitor may ever see fails every test.</summary>
public abstract class ConsoleTest(Chromium chromium, RunningService service) : IAsyncLifetime
{
    public const string AdminEmail = RunningService.AdminEmail;
    public const string AdminPassword = RunningService.AdminPassword;

    private readonly List<Visitor> _visitors = [];
    private IBrowser _browser = null!;

    /// <summary>Calls the API as any program does, in nobody's name.</summary>
    protected HttpClient Api { get; private set; } = null!;

    /// <summary>Where the service keeps its files.</summary>
    protected string Data => service.Data;

    /// <summary>What the service has mailed.</summary>
    protected MailFolder Mail => service.Mail;

    public virtual async ValueTask InitializeAsync()
    {
        _browser = await chromium.StartAsync();
        await (service is SharedService shared ? shared.StartAsync() : Task.CompletedTask);
        Api = service.NewClient();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Api?.Dispose();

        foreach (var visitor in _visitors)
        {
            await visitor.CloseAsync().WaitAsync(Eventually.Patience);
        }

        string[] complaints = [.. _visitors.SelectMany(visitor => visitor.Complaints).Distinct()];
        Assert.True(complaints is [], string.Join(Environment.NewLine, complaints));
    }

    /// <summary>A browser of its own: it shares no cookies and no cache with others.</summary>
    protected async Task<Visitor> VisitAsync(BrowserNewContextOptions? options = null)
    {
        var visitor = await Visitor.OpenAsync(_browser, service.Address, options ?? new());
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
    protected async Task<string> RegisterAsync() => (await RegisterUserAsync()).Email;

    /// <summary>A new account's id and address.</summary>
    protected async Task<(string Id, string Email)> RegisterUserAsync()
    {
        var email = HttpAccounts.NewEmail();
        return ((await Api.RegisterAsync(email)).GetProperty("user").GetProperty("id").GetString()!, email);
    }

    /// <summary>The status of a sign-in from nowhere that is known.</summary>
    protected async Task<int> SignInStatusAsync(string email, string password = HttpAccounts.Password)
    {
        using var answer = await Api.PostAsJsonAsync("/api/v1/auth/login", new { email, password });
        return (int)answer.StatusCode;
    }
}
