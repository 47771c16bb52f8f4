using Actors.Api.External;

namespace Actors.Tests.External;

public sealed class ExternalOptionsTests
{
    [Fact]
    public void Google_knows_its_issuer()
    {
        var options = new ExternalOptions { Providers = { ["google"] = new ProviderOptions { ClientId = "actors" } } };

        new PresetProviders().PostConfigure(null, options);

        Assert.Equal("https://accounts.google.com", options.Providers["google"].Issuer);
        Assert.True(new ValidateExternalOptions().Validate(null, options).Succeeded);
    }

    [Theory]
    [InlineData("https://issuer.example", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://issuer.example", false)]
    [InlineData("http://localhost.example", false)]
    [InlineData("https://user@issuer.example", false)]
    [InlineData("ftp://issuer.example", false)]
    [InlineData("issuer.example", false)]
    [InlineData(null, false)]
    public void An_issuer_is_called_over_TLS_or_on_loopback(string? issuer, bool allowed)
    {
        var options = new ExternalOptions { Providers = { ["own"] = new ProviderOptions { Issuer = issuer, ClientId = "actors" } } };

        Assert.Equal(allowed, new ValidateExternalOptions().Validate(null, options).Succeeded);
    }

    [Fact]
    public void Discovery_of_another_issuer_or_with_addresses_in_clear_is_refused()
    {
        var good = new ProviderMetadata
        {
            Issuer = "https://issuer.example",
            AuthorizationEndpoint = "https://issuer.example/auth",
            TokenEndpoint = "https://issuer.example/token",
            JwksUri = "https://issuer.example/jwks",
        };

        Assert.True(good.IsOf("https://issuer.example"));
        Assert.False(good.IsOf("https://another.example"));
        Assert.False((good with { TokenEndpoint = "http://issuer.example/token" }).IsOf("https://issuer.example"));
        Assert.False((good with { JwksUri = null }).IsOf("https://issuer.example"));
        Assert.False((good with { UserInfoEndpoint = "http://issuer.example/me" }).IsOf("https://issuer.example"));
    }
}
