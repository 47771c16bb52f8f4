using Microsoft.Extensions.Options;

namespace Actors.Health;

/// <summary>A probe that cannot work stops the start; the message names the option and never a target.</summary>
internal sealed class ValidateHealthOptions(ProbeValidation validation) : IValidateOptions<HealthOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthOptions options)
    {
        var failures = Probes(options).Concat(Others(options)).ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Probes(HealthOptions options) =>
        from probe in options.Probes
        from error in validation.Errors(ProbeRules.Define(probe.Key, probe.Value, ProbeOrigin.Configured))
        select $"{HealthOptions.Section}:{nameof(options.Probes)}:{probe.Key}:{error.Field} {error.Message}";

    private static IEnumerable<string> Others(HealthOptions options)
    {
        const string Webhook = $"{HealthOptions.Section}:{nameof(options.Webhook)}";

        if (options.Probes.Count > ProbeRules.MaxProbes)
        {
            yield return $"{HealthOptions.Section}:{nameof(options.Probes)} must be at most {ProbeRules.MaxProbes}.";
        }

        if (options.Webhook.Url is { } url && !(url.IsAbsoluteUri && url.Scheme is "http" or "https" && url.AsciiHost() is not null))
        {
            yield return $"{Webhook}:{nameof(WebhookOptions.Url)} must be an http or https address.";
        }

        if (options.Webhook.Url is not null && options.Webhook.Secret is not { Length: >= WebhookOptions.MinSecretLength })
        {
            yield return $"{Webhook}:{nameof(WebhookOptions.Secret)} must have at least {WebhookOptions.MinSecretLength} characters.";
        }
    }
}
