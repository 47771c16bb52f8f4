using System.Text.Json;
using Actors.Tokens;

namespace Actors.Silo.Storage;

/// <summary>The stored signing keys, as far as they tell under which master key they are encrypted.</summary>
internal static class StoredKeyRing
{
    public const string GrainType = "keyring";

    /// <summary>Their row; there is one.</summary>
    public static StateKey Row { get; } = new(GrainType, "keys", "keyring");

    /// <summary>The id of the master key of each of them.</summary>
    public static IEnumerable<string> MasterKeysIn(ReadOnlyMemory<byte> payload)
    {
        using var state = JsonDocument.Parse(payload);

        if (state.RootElement.TryGetProperty("ring", out var ring) && ring.TryGetProperty("keys", out var keys))
        {
            foreach (var key in keys.EnumerateArray())
            {
                if (key.TryGetProperty("encrypted_secret", out var secret))
                {
                    yield return MasterKey.IdOf(secret.GetString()!);
                }
            }
        }
    }
}
