using System.Collections.Immutable;
using System.Text.Json;

namespace Actors.Tokens;

/// <summary>What an access token says of its session; the rest follows from the options (RFC 9068).</summary>
/// <param name="UserId">The claim <c>sub</c>.</param>
/// <param name="SessionId">The claim <c>sid</c>.</param>
/// <param name="TokenId">The claim <c>jti</c>.</param>
/// <param name="Roles">The claim <c>roles</c>.</param>
/// <param name="IssuedAt">The claims <c>iat</c> and <c>nbf</c>, in whole seconds.</param>
internal sealed record AccessTokenClaims(string UserId, string SessionId, string TokenId, ImmutableArray<string> Roles, DateTimeOffset IssuedAt)
{
    public byte[] ToJson(TokenOptions options)
    {
        var issuedAt = IssuedAt.ToUnixTimeSeconds();
        using var buffer = new MemoryStream();

        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("iss", options.Issuer);
            json.WriteString("sub", UserId);
            json.WriteString("aud", options.Audience);
            json.WriteNumber("exp", issuedAt + (long)options.AccessLifetime.TotalSeconds);
            json.WriteNumber("iat", issuedAt);
            json.WriteNumber("nbf", issuedAt);
            json.WriteString("jti", TokenId);
            json.WriteString("sid", SessionId);
            json.WriteStartArray("roles");

            foreach (var role in Roles)
            {
                json.WriteStringValue(role);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
