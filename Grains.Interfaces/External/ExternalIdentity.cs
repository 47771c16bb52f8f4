using System.Text.Json.Serialization;

namespace Actors.External;

/// <summary>Who a user is at an OpenID provider. Only the two together name one (OpenID Connect Core 1.0, 5.7): an e-mail address does not.</summary>
/// <param name="Issuer">The provider, as its ID tokens name it.</param>
/// <param name="Subject">The user's id there.</param>
[GenerateSerializer, Immutable, Alias("external.Identity")]
public sealed record ExternalIdentity(string Issuer, string Subject)
{
    /// <summary>The one text for the two, of bounded length; the issuer's length keeps pairs apart.</summary>
    [JsonIgnore]
    public string Key => SecretText.Sha256Hex($"{Issuer.Length}:{Issuer}{Subject}");

    /// <summary>What it is called by where one of an account's is meant.</summary>
    [JsonIgnore]
    public string Id => $"{Ids.Identity}{Key.AsSpan(0, 32)}";
}
