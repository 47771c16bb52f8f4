using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Actors.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
// Microsoft Orleans has one of its own, in a namespace that every file sees.
using IRequest = Microsoft.Playwright.IRequest;

namespace Actors.Tests.Console;

/// <summary>Somebody in front of a browser, who finds things by what they are and what they are called.</summary>
public sealed class Visitor
{
    private readonly IBrowserContext _browser;
    private readonly ConcurrentQueue<string> _complaints;

    private Visitor(IBrowserContext browser, IPage page, Uri origin, ConcurrentQueue<string> complaints)
    {
        (_browser, Page, Origin, _complaints) = (browser, page, origin, complaints);
        page.PageError += (_, error) => _complaints.Enqueue($"error in the page: {error}");
        page.Console += (_, message) => Note(message);
        page.Request += (_, request) => Note(request);
    }

    public IPage Page { get; }

    public Uri Origin { get; }

    /// <summary>Errors of the page, violations of its policy, and requests that leave its origin.</summary>
    public IReadOnlyCollection<string> Complaints => [.. _complaints];

    /// <summary>The complaints so far, those of what has just been done among them.</summary>
    public async Task<IReadOnlyCollection<string>> ComplaintsAsync()
    {
        // The browser tells in order: an answer to a later question comes after them.
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
        return Complaints;
    }

    /// <summary>For a test that provokes complaints.</summary>
    public void Forgive() => _complaints.Clear();

    public static async Task<Visitor> OpenAsync(IBrowser chromium, Uri origin, BrowserNewContextOptions options)
    {
        options.BaseURL = origin.ToString();
        options.Locale ??= "en-GB";
        var browser = await chromium.NewContextAsync(options);
        browser.SetDefaultTimeout(Eventually.PatienceInMilliseconds);
        return new Visitor(browser, await browser.NewPageAsync(), origin, new());
    }

    /// <summary>Another tab of the same browser: it shares the cookies.</summary>
    public async Task<Visitor> OpenTabAsync() => new(_browser, await _browser.NewPageAsync(), Origin, _complaints);

    /// <summary>From now on the page has no live streams, which would tell it by themselves that its session has ended.</summary>
    public Task CutStreamsAsync() => Page.RouteAsync("**/watch", route => route.AbortAsync());

    /// <summary>The next call to this address is answered as one whose caller has signed in too long ago.</summary>
    public Task AskForPasswordAtAsync(string address) => AnswerAtAsync(address, 403, "reauthentication_required");

    /// <summary>The next call to this address is refused, and does not reach the service.</summary>
    public Task AnswerAtAsync(string address, int status, string code)
    {
        var problem = $$"""{"title":"Refused: {{code}}.","code":"{{code}}"}""";
        return Page.RouteAsync(
            address, route => route.FulfillAsync(new() { Status = status, ContentType = "application/problem+json", Body = problem }), new() { Times = 1 });
    }

    public async Task SignInAsync(string email, string password = HttpAccounts.Password)
    {
        await Page.GotoAsync("/console");
        await FillAsync("E-mail", email);
        await FillAsync("Password", password);
        await ClickAsync("Sign in");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }

    /// <summary>Sends the form of the sign-in with this password; the status of the answer.</summary>
    public async Task<int> TriesToSignInAsync(string password)
    {
        await FillAsync("Password", password);
        return (await Page.RunAndWaitForResponseAsync(() => ClickAsync("Sign in"), response => response.Request.Method == "POST")).Status;
    }

    /// <summary>Opens a view as one who typed its address.</summary>
    public async Task OpenAsync(string path, string title)
    {
        await Page.GotoAsync("/console" + path);
        await SeesTitleAsync(title);
    }

    /// <summary>Goes to a view by its link in the navigation.</summary>
    public async Task GoAsync(string link)
    {
        await Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();
        await SeesTitleAsync(link);
    }

    public Task FillAsync(string label, string text) => Page.GetByLabel(label, new() { Exact = true }).FillAsync(text);

    public Task ClickAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Clicks a button that asks, and says yes in the dialog.</summary>
    public async Task ConfirmAsync(string button, string? yes = null)
    {
        await ClickAsync(button);
        await AnswerAsync(yes ?? button);
    }

    /// <summary>Clicks a button that asks, says why, and says yes in the dialog.</summary>
    public async Task ConfirmForAsync(string reason, string button)
    {
        await ClickAsync(button);
        await FillAsync("Reason", reason);
        await AnswerAsync(button);
    }

    /// <summary>Says yes in the dialog, and sees it go.</summary>
    public async Task AnswerAsync(string yes)
    {
        await Dialog.GetByRole(AriaRole.Button, new() { Name = yes, Exact = true }).ClickAsync();
        await Expect(Dialog).ToBeHiddenAsync();
    }

    /// <summary>The text of the file that a button lets the browser save.</summary>
    public async Task<string> SaveAsync(string button)
    {
        var file = await Page.RunAndWaitForDownloadAsync(() => ClickAsync(button));
        return await File.ReadAllTextAsync(await file.PathAsync());
    }

    /// <summary>A table by its caption.</summary>
    public ILocator Table(string caption) => Page.GetByRole(AriaRole.Region, new() { Name = caption, Exact = true });

    /// <summary>The row of a table that has the text.</summary>
    public ILocator Row(string caption, string text) => Table(caption).GetByRole(AriaRole.Row).Filter(new() { HasText = text });

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public Task SeesTitleAsync(string title) =>
        Expect(Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1, Exact = true })).ToBeVisibleAsync();

    public Task SeesAsync(string text) => Expect(Page.GetByText(text).First).ToBeVisibleAsync();

    public Task CloseAsync() => _browser.CloseAsync();

    private void Note(IConsoleMessage message)
    {
        if (Regex.IsMatch(message.Text, "Content Security Policy|violates|Refused to|Uncaught", RegexOptions.IgnoreCase))
        {
            _complaints.Enqueue($"in the browser's log: {message.Text}");
        }
    }

    private void Note(IRequest request)
    {
        var address = new Uri(request.Url);

        if (address.Scheme is not ("data" or "blob") && address.GetLeftPart(UriPartial.Authority) != Origin.GetLeftPart(UriPartial.Authority))
        {
            _complaints.Enqueue($"a request to another origin: {request.Url}");
        }
    }
}
