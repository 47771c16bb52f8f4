using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Actors.Tokens;

namespace Actors.Mfa;

/// <summary>
/// Ten codes, each good once in place of an authenticator's. Stored are only their HMACs, under a random key of their own, which the store
/// has encrypted alone: so it can go under another master key, as codes that nobody has in clear cannot.
/// </summary>
internal sealed class RecoveryCodes(MasterKey master)
{
    public const int Count = 10;

    // 32 signs of which none looks like another: twelve of them are 60 bits.
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Length = 12;
    private const int Group = 4;
    private const int MaxTypedLength = 64;

    private const string Purpose = "recovery-codes";
    private const int KeyLength = 32;

    /// <summary>The keys of codes that have none of their own.</summary>
    private readonly ImmutableArray<byte[]> _derived = master.DeriveAll(Purpose);

    /// <summary>New codes to show once, <c>ABCD-EFGH-JKLM</c>, and their hashes and the encrypted key of these to store.</summary>
    public (ImmutableArray<string> Codes, ImmutableArray<string> Hashes, string Key) Generate(string userId)
    {
        ImmutableArray<string> codes = [.. Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Alphabet, Length))];
        var key = RandomNumberGenerator.GetBytes(KeyLength);

        return ([.. codes.Select(Show)], [.. codes.Select(code => Hash(key, userId, code))], master.Protect(Purpose, userId, key));
    }

    /// <summary>A stored key of <see cref="Generate"/>, under the present master key.</summary>
    /// <exception cref="MasterKeyException">It is another user's, or encrypted under another master key.</exception>
    public string Reencrypt(string userId, string key) => master.Reencrypt(Purpose, userId, key);

    /// <summary>Spends a code: the hashes that remain, or null when it is none of them. Case, spaces and hyphens do not count.</summary>
    /// <exception cref="MasterKeyException">As <see cref="Reencrypt"/>.</exception>
    public ImmutableArray<string>? Spend(ImmutableArray<string> hashes, string? key, string userId, string? typed)
    {
        if (typed is null || typed.Length > MaxTypedLength)
        {
            return null;
        }

        var code = string.Concat(typed.Where(c => c != '-' && !char.IsWhiteSpace(c))).ToUpperInvariant();
        var keys = key is null ? _derived : [master.Unprotect(Purpose, userId, key)];
        var typedHashes = keys.Select(one => Hash(one, userId, code)).ToArray();
        string? spent = null;

        // All are compared, so that the time does not tell which one it was.
        foreach (var hash in hashes)
        {
            foreach (var typedHash in typedHashes)
            {
                spent = SecretText.AreEqual(hash, typedHash) ? hash : spent;
            }
        }

        return spent is null ? null : hashes.Remove(spent);
    }

    private static string Show(string code) => string.Join('-', code.Chunk(Group).Select(group => new string(group)));

    private static string Hash(byte[] key, string userId, string code) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{userId}|{code}")));
}
