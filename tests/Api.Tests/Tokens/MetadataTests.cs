using Actors.Testing;

namespace Actors.Tests.Tokens;

/// <summary>What other programs find the keys and endpoints by (RFC 8414).</summary>
public sealed class MetadataTests(Service service)
{
    [Fact]
    public async Task The_metadata_names_the_issuer_the_keys_and_the_endpoints()
    {
        var client = service.NewClient();
        var root = service.Address.GetLeftPart(UriPartial.Authority);

        var metadata = await (await client.GetAsync("/.well-known/oauth-authorization-server")).JsonAsync();
        var keys = await (await client.GetAsync(metadata.GetProperty("jwks_uri").GetString())).JsonAsync();

        Assert.Equal("actors", metadata.GetProperty("issuer").GetString());
        Assert.Equal($"{root}/.well-known/jwks.json", metadata.GetProperty("jwks_uri").GetString());
        Assert.Equal($"{root}/api/v1/auth/token", metadata.GetProperty("token_endpoint").GetString());
        Assert.Equal($"{root}/api/v1/auth/introspect", metadata.GetProperty("introspection_endpoint").GetString());
        Assert.Equal($"{root}/api/v1/auth/revoke", metadata.GetProperty("revocation_endpoint").GetString());
        Assert.Equal($"{root}/docs", metadata.GetProperty("service_documentation").GetString());
        Assert.Equal(["password", "refresh_token"], metadata.GetProperty("grant_types_supported").EnumerateArray().Select(g => g.GetString()!));
        Assert.Equal(["none"], metadata.GetProperty("token_endpoint_auth_methods_supported").EnumerateArray().Select(m => m.GetString()!));
        // No registered method is an API key in a header.
        Assert.False(metadata.TryGetProperty("introspection_endpoint_auth_methods_supported", out _));
        Assert.False(metadata.TryGetProperty("revocation_endpoint_auth_methods_supported", out _));
        Assert.Empty(metadata.GetProperty("response_types_supported").EnumerateArray());
        Assert.NotEmpty(keys.GetProperty("keys").EnumerateArray());
    }
}
