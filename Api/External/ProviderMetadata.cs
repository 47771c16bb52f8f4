using System.Text.Json.Serialization;

namespace Actors.Api.External;

/// <summary>What a provider tells of itself (OpenID Connect Discovery 1.0, 3), as far as it is needed.</summary>
internal sealed record ProviderMetadata
{
    [JsonPropertyName("issuer")] public string? Issuer { get; init; }

    [JsonPropertyName("authorization_endpoint")] public string? AuthorizationEndpoint { get; init; }

    [JsonPropertyName("token_endpoint")] public string? TokenEndpoint { get; init; }

    [JsonPropertyName("userinfo_endpoint")] public string? UserInfoEndpoint { get; init; }

    [JsonPropertyName("jwks_uri")] public string? JwksUri { get; init; }

    [JsonPropertyName("token_endpoint_auth_methods_supported")] public IReadOnlyList<string>? TokenEndpointMethods { get; init; }

    [JsonPropertyName("authorization_response_iss_parameter_supported"), JsonConverter(typeof(ProviderFlag))] public bool SendsIssuer { get; init; }

    /// <summary>Basic is the default (3); it is left only where the provider names others and not it.</summary>
    public bool TakesBasic => TokenEndpointMethods is null || TokenEndpointMethods.Contains("client_secret_basic");

    /// <summary>Whether it is of the configured issuer, exactly (4.3), and every address may be called.</summary>
    public bool IsOf(string issuer) =>
        Issuer == issuer
        && ProviderUrl.IsAllowed(AuthorizationEndpoint)
        && ProviderUrl.IsAllowed(TokenEndpoint)
        && ProviderUrl.IsAllowed(JwksUri)
        && (UserInfoEndpoint is null || ProviderUrl.IsAllowed(UserInfoEndpoint));
}

/// <summary>The token endpoint's answer (OpenID Connect Core 1.0, 3.1.3.3).</summary>
internal sealed record ProviderTokens
{
    [JsonPropertyName("id_token")] public string? IdToken { get; init; }

    [JsonPropertyName("access_token")] public string? AccessToken { get; init; }
}

/// <summary>The claims that matter here, from the ID token or the UserInfo endpoint.</summary>
internal sealed record ProviderClaims
{
    [JsonPropertyName("sub")] public string? Subject { get; init; }

    [JsonPropertyName("email")] public string? Email { get; init; }

    [JsonPropertyName("email_verified"), JsonConverter(typeof(ProviderFlag))] public bool EmailVerified { get; init; }

    [JsonPropertyName("name")] public string? Name { get; init; }
}
