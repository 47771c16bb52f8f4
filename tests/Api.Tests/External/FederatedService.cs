using Actors.Testing;

namespace Actors.Tests.External;

/// <summary>The service with a real OpenID provider under the name <c>local</c>, and browsers that go from one to the other.</summary>
public class FederatedService : IAsyncLifetime
{
    public const string Begin = "/api/v1/auth/external/local";

    private OpenIdProvider? _provider;
    private WithProvider _service = null!;

    public Service Service => _service;

    /// <summary>Why there is no provider here; null when there is one.</summary>
    public string? Missing { get; private set; }

    internal string Issuer => _provider!.Issuer;

    protected virtual bool ClaimsInIdToken => false;

    protected virtual string Registration => "open";

    public async ValueTask InitializeAsync()
    {
        try
        {
            _provider = await OpenIdProvider.StartAsync($"{Begin}/callback", ClaimsInIdToken);
        }
        catch (MissingServerException missing)
        {
            Missing = missing.Message;
            return;
        }

        _service = new WithProvider(_provider.Issuer, Registration);
        await _service.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // Where the provider is missing neither was started.
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    public async Task StopProviderAsync()
    {
        await _provider!.DisposeAsync();
        _provider = null;
    }

    /// <summary>An account whose address is verified: a provider that vouches for it signs in to it.</summary>
    public async Task<SignedIn> NewVerifiedUserAsync()
    {
        var user = await _service.NewUserAsync();
        var token = await _service.Mail.TokenAsync(user.Email, "Verify your e-mail address");
        using var verified = await user.Client.PostAsync("/api/v1/auth/email/verify", new { token });
        Assert.Equal(204, (int)verified.StatusCode);
        return user;
    }

    /// <summary>A browser: it keeps cookies, and shows where it is led.</summary>
    public HttpClient NewBrowser() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true })
    {
        BaseAddress = _service.Address,
        Timeout = Eventually.Patience,
    };

    /// <summary>Begins, signs in at the provider and agrees; the address of the answer, which nobody has gone to yet.</summary>
    public async Task<Uri> AnswerAsync(HttpClient browser, string login)
    {
        var at = new Uri(_service.Address, Begin);
        var response = await browser.GetAsync(at);

        while (true)
        {
            if (response.Headers.Location is { } location)
            {
                at = new Uri(at, location);

                if (at.Authority == _service.Address.Authority)
                {
                    return at;
                }

                response.Dispose();
                response = await browser.GetAsync(at);
                continue;
            }

            var page = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, page);
            var prompt = page.Contains("name=\"prompt\" value=\"login\"", StringComparison.Ordinal) ? "login" : "consent";
            response.Dispose();
            response = await browser.PostAsync(at, new FormUrlEncodedContent(
                [KeyValuePair.Create("prompt", prompt), KeyValuePair.Create("login", login), KeyValuePair.Create("password", "any")]));
        }
    }

    /// <summary>The whole way.</summary>
    public async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string login) => await browser.GetAsync(await AnswerAsync(browser, login));

    private sealed class WithProvider(string issuer, string registration) : Service
    {
        protected override IReadOnlyList<string> Options =>
        [
            .. base.Options,
            "--Accounts:Registration", registration,
            "--Proxy:Trusted:0", "127.0.0.1",
            "--External:Providers:local:Issuer", issuer,
            "--External:Providers:local:ClientId", OpenIdProvider.ClientId,
            "--External:Providers:local:ClientSecret", OpenIdProvider.ClientSecret,
        ];
    }
}

/// <summary>The same with a provider that tells the address in the ID token.</summary>
public sealed class FederatedServiceWithClaims : FederatedService
{
    protected override bool ClaimsInIdToken => true;
}

/// <summary>The same where nobody registers.</summary>
public sealed class FederatedClosedService : FederatedService
{
    protected override string Registration => "closed";
}

/// <summary>For classes of tests that keep to the accounts and browsers that they make.</summary>
[CollectionDefinition(Name)]
public sealed class FederatedTests : ICollectionFixture<FederatedService>
{
    public const string Name = "A service with a provider";
}
