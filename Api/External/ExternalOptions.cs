using Microsoft.Extensions.Options;

namespace Actors.Api.External;

/// <summary>Who else may vouch for users: OpenID providers. Section <c>External</c>.</summary>
internal sealed class ExternalOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "External";

    /// <summary>Where browsers reach this service, for the address that providers answer to. Default: as the request named it.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>The providers by the name in their paths. <c>google</c> knows its own issuer.</summary>
    public Dictionary<string, ProviderOptions> Providers { get; } = new(StringComparer.Ordinal);
}

/// <summary>One provider. Section <c>External:Providers:&lt;name&gt;</c>.</summary>
internal sealed class ProviderOptions
{
    /// <summary>The issuer, whose discovery document is below it: https, or http on loopback. Default: Google's for the name <c>google</c>.</summary>
    public string? Issuer { get; set; }

    /// <summary>What the provider knows this service by.</summary>
    public string? ClientId { get; set; }

    /// <summary>Its secret there; null for a client that has none.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What is asked for. Default <c>openid email profile</c>.</summary>
    public string Scopes { get; set; } = "openid email profile";
}

internal sealed class PresetProviders : IPostConfigureOptions<ExternalOptions>
{
    public const string Google = "https://accounts.google.com";

    public void PostConfigure(string? name, ExternalOptions options)
    {
        if (options.Providers.TryGetValue("google", out var google))
        {
            google.Issuer ??= Google;
        }
    }
}

internal sealed class ValidateExternalOptions : IValidateOptions<ExternalOptions>
{
    public ValidateOptionsResult Validate(string? name, ExternalOptions options)
    {
        var wrong = options.Providers.SelectMany(p => Faults(p.Key, p.Value)).ToList();

        if (options.PublicUrl is not null && !ProviderUrl.IsAllowed(options.PublicUrl))
        {
            wrong.Add($"{ExternalOptions.Section}:{nameof(options.PublicUrl)} must be an https address, or http on loopback.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Faults(string name, ProviderOptions provider)
    {
        var section = $"{ExternalOptions.Section}:Providers:{name}";

        if (name.Length is 0 or > 32 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            yield return $"{section}: a provider's name has up to 32 lower-case letters, digits and -.";
        }

        if (!ProviderUrl.IsAllowed(provider.Issuer))
        {
            yield return $"{section}:{nameof(provider.Issuer)} must be an https address, or http on loopback.";
        }

        if (string.IsNullOrEmpty(provider.ClientId))
        {
            yield return $"{section}:{nameof(provider.ClientId)} is missing.";
        }

        if (!provider.Scopes.Split(' ').Contains("openid"))
        {
            yield return $"{section}:{nameof(provider.Scopes)} must have openid among them.";
        }
    }
}

/// <summary>Which addresses are called: what travels to a provider are secrets, so nobody may listen.</summary>
internal static class ProviderUrl
{
    public static bool IsAllowed(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.UserInfo.Length == 0
        && url.Fragment.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
