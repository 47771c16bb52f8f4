using Actors.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Api.Tokens;

/// <summary>Opens the part of a signing key that verifies.</summary>
internal static class VerificationKeys
{
    public static SecurityKey Of(SigningKey key, MasterKey? master) => key.Algorithm switch
    {
        SigningKey.ES256 => new ECDsaSecurityKey(key.OpenPublic()) { KeyId = key.Kid },
        SigningKey.HS256 => new SymmetricSecurityKey(key.DecryptSecret(Required(master))) { KeyId = key.Kid },
        _ => throw new InvalidOperationException($"No verification for '{key.Algorithm}'."),
    };

    /// <summary>The one algorithm that the key verifies; null for a key that is none of ours.</summary>
    public static string? AlgorithmOf(SecurityKey key) => key switch
    {
        ECDsaSecurityKey => SigningKey.ES256,
        SymmetricSecurityKey => SigningKey.HS256,
        _ => null,
    };

    private static MasterKey Required(MasterKey? master) =>
        master ?? throw new MasterKeyException("A key for Tokens:Algorithm=HS256 needs Tokens:MasterKey on the API nodes, too.");
}
