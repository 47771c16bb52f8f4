using System.Security.Cryptography;
using System.Text;

namespace Actors.Users.Passwords;

/// <summary>Our own bcrypt: <c>$actors-bcrypt-sha384$2b$12$</c> salt digest.</summary>
/// <remarks>
/// bcrypt reads 72 bytes and, in most implementations, stops at a zero byte. So it is given
/// base64(HMAC-SHA384(key = the 16 bytes of the salt, message = the password as NFKC in UTF-8)): 64 characters that depend on every byte of the password.
/// The key keeps a leaked list of plain SHA-384 hashes from being tried against bcrypt hashes ("password shucking").
/// Any bcrypt can check it: what follows the prefix is an ordinary hash of those 64 characters.
/// </remarks>
internal sealed record BcryptSha384Hash(Bcrypt Bcrypt) : StoredHash
{
    public const string Prefix = "$actors-bcrypt-sha384$";

    public static BcryptSha384Hash Create(PasswordText password, int cost)
    {
        var salt = RandomNumberGenerator.GetBytes(Bcrypt.SaltLength);
        return new BcryptSha384Hash(new Bcrypt("2b", cost, salt, Compute(password, salt, cost)));
    }

    /// <summary>A hash of the given cost that no password has.</summary>
    public static BcryptSha384Hash Unmatchable(int cost) => new(new Bcrypt(
        "2b", cost, RandomNumberGenerator.GetBytes(Bcrypt.SaltLength), RandomNumberGenerator.GetBytes(Bcrypt.DigestLength)));

    public static BcryptSha384Hash? TryParse(string text) =>
        Bcrypt.TryParse(text.AsSpan(Prefix.Length)) is { } bcrypt ? new BcryptSha384Hash(bcrypt) : null;

    public override bool Matches(PasswordText password) =>
        CryptographicOperations.FixedTimeEquals(Compute(password, Bcrypt.Salt, Bcrypt.Cost), Bcrypt.Digest) & password.IsPossible;

    public override bool IsCurrent(PasswordOptions options) =>
        options.Algorithm == PasswordAlgorithm.Bcrypt && options.BcryptCost == Bcrypt.Cost;

    public override IEnumerable<StoredHash> UpTo(PasswordOptions options) => Bcrypt.UpTo(options);

    public override string ToString() => Prefix + Bcrypt.Format();

    private static byte[] Compute(PasswordText password, byte[] salt, int cost)
    {
        var digest = Convert.ToBase64String(HMACSHA384.HashData(salt, password.Normalized));
        return Bcrypt.Compute([.. Encoding.ASCII.GetBytes(digest), 0], salt, cost);
    }
}
