using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Actors.Tokens;

namespace Actors.Mfa;

/// <summary>Ten codes, each good once in place of an authenticator's. Stored are only their HMACs, under a key that the store has not.</summary>
internal sealed class RecoveryCodes(MasterKey master)
{
    public const int Count = 10;

    // 32 signs of which none looks like another: twelve of them are 60 bits.
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Length = 12;
    private const int Group = 4;
    private const int MaximumTyped = 64;

    /// <summary>The first makes hashes, any matches them.</summary>
    private readonly ImmutableArray<byte[]> _keys = master.DeriveAll("recovery-codes");

    /// <summary>New codes to show once, <c>ABCD-EFGH-JKLM</c>, and their hashes to store.</summary>
    public (ImmutableArray<string> Codes, ImmutableArray<string> Hashes) Generate(string userId)
    {
        ImmutableArray<string> codes = [.. Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Alphabet, Length))];

        return ([.. codes.Select(Show)], [.. codes.Select(code => Hash(_keys[0], userId, code))]);
    }

    /// <summary>Spends a code: the hashes that remain, or null when it is none of them. Case, spaces and hyphens do not count.</summary>
    public ImmutableArray<string>? Spend(ImmutableArray<string> hashes, string userId, string? typed)
    {
        if (typed is null || typed.Length > MaximumTyped)
        {
            return null;
        }

        var code = string.Concat(typed.Where(c => c != '-' && !char.IsWhiteSpace(c))).ToUpperInvariant();
        var typedHashes = _keys.Select(key => Encoding.ASCII.GetBytes(Hash(key, userId, code))).ToArray();
        string? spent = null;

        // All are compared, so that the time does not tell which one it was.
        foreach (var hash in hashes)
        {
            foreach (var typedHash in typedHashes)
            {
                spent = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), typedHash) ? hash : spent;
            }
        }

        return spent is null ? null : hashes.Remove(spent);
    }

    private static string Show(string code) => string.Join('-', code.Chunk(Group).Select(group => new string(group)));

    private static string Hash(byte[] key, string userId, string code) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{userId}|{code}")));
}
