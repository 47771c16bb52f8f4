using Actors.Health;

namespace Actors.Tests.Health;

public sealed class ValidateHealthOptionsTests
{
    private readonly ValidateHealthOptions _rule = new(new ProbeValidation([new ScriptedCheck()]));

    [Fact]
    public void The_defaults_are_valid() => Assert.True(_rule.Validate(null, new HealthOptions()).Succeeded);

    [Fact]
    public void A_failure_names_the_option_and_not_the_target()
    {
        var options = new HealthOptions();
        options.Probes["orders"] = new ProbeOptions { Kind = "tcp", Target = "refused", Interval = TimeSpan.FromDays(10) };

        Assert.Equal(
            [
                "Health:Probes:orders:Target is refused.",
                "Health:Probes:orders:Interval must be between 0.1 seconds and 1 hours.",
            ],
            _rule.Validate(null, options).Failures);
    }

    [Fact]
    public void A_webhook_needs_a_secret()
    {
        var options = new HealthOptions();
        options.Webhook.Url = new Uri("https://example.com/hook");
        Assert.Equal(["Health:Webhook:Secret must have at least 24 characters."], _rule.Validate(null, options).Failures);

        options.Webhook.Secret = new string('s', 24);
        Assert.True(_rule.Validate(null, options).Succeeded);
    }

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("/hook")]
    [InlineData("https://example\u200d.com/hook")]
    public void A_webhook_is_an_http_address(string address)
    {
        var options = new HealthOptions();
        options.Webhook.Url = new Uri(address, UriKind.RelativeOrAbsolute);
        options.Webhook.Secret = new string('s', 24);

        Assert.Equal(["Health:Webhook:Url must be an http or https address."], _rule.Validate(null, options).Failures);
    }
}
