using System.Security.Cryptography;

namespace Actors.Users.Passwords;

/// <summary>An imported bcrypt hash, <c>$2a$</c>, <c>$2b$</c> or <c>$2y$</c>: they differ in mended bugs only, and are one function.</summary>
/// <remarks>It keeps the limits of where it came from, 72 bytes and the final zero, until its user signs in and it is replaced.</remarks>
internal sealed record BcryptHash(Bcrypt Bcrypt) : StoredHash
{
    public static BcryptHash? TryParse(string text) =>
        Bcrypt.TryParse(text.AsSpan(1)) is { } bcrypt ? new BcryptHash(bcrypt) : null;

    public override bool Matches(PasswordText password)
    {
        byte[] cString = [.. password.Typed, 0];
        var digest = Bcrypt.Compute(cString[..Math.Min(cString.Length, Bcrypt.MaxPasswordBytes)], Bcrypt.Salt, Bcrypt.Cost);

        return CryptographicOperations.FixedTimeEquals(digest, Bcrypt.Digest) & password.IsPossible;
    }

    public override bool IsCurrent(PasswordOptions options) => false;

    public override IEnumerable<StoredHash> UpTo(PasswordOptions options) => Bcrypt.UpTo(options);
}
