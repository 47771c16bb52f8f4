using Org.BouncyCastle.Crypto.Generators;

namespace Actors.Users.Passwords;

/// <summary>The bcrypt function and the text form of its parts, <c>2b$12$</c> salt (22 characters) digest (31).</summary>
internal sealed record Bcrypt(string Version, int Cost, byte[] Salt, byte[] Digest)
{
    public const int SaltLength = 16;

    // OpenBSD's bcrypt drops the last of the 24 bytes, and with it went the world.
    public const int DigestLength = 23;

    /// <summary>The most that bcrypt reads of a password; a C string's final zero counts.</summary>
    public const int MaxPasswordBytes = 72;

    /// <summary>About 1.6 s: a hostile import must not buy hours of work.</summary>
    public const int MaxCost = 15;

    private const int MinCost = 4;

    /// <param name="password">Its bytes as bcrypt reads them, the final zero among them.</param>
    // BouncyCastle 2.7 deprecates the overload without `addTerminator`, which adds no zero, for fear that its callers add none either;
    // the older one of the offline set has no other.
#pragma warning disable CS0618
    public static byte[] Compute(byte[] password, byte[] salt, int cost) =>
        BCrypt.Generate(password, salt, cost)[..DigestLength];
#pragma warning restore CS0618

    /// <summary>Reads <c>2b$12$…</c>, the form without its leading dollar; null when it is malformed.</summary>
    public static Bcrypt? TryParse(ReadOnlySpan<char> text)
    {
        const int head = 6;

        if (text.Length != head + BcryptBase64.Length(SaltLength) + BcryptBase64.Length(DigestLength)
            || text[..3] is not ("2a$" or "2b$" or "2y$") || text[5] != '$'
            || !char.IsAsciiDigit(text[3]) || !char.IsAsciiDigit(text[4]))
        {
            return null;
        }

        var cost = ((text[3] - '0') * 10) + (text[4] - '0');
        var salt = BcryptBase64.Decode(text.Slice(head, BcryptBase64.Length(SaltLength)), SaltLength);
        var digest = BcryptBase64.Decode(text[(head + BcryptBase64.Length(SaltLength))..], DigestLength);

        return cost is >= MinCost and <= MaxCost && salt is not null && digest is not null
            ? new Bcrypt(text[..2].ToString(), cost, salt, digest)
            : null;
    }

    /// <summary>See <see cref="StoredHash.UpTo"/>. Each cost is twice the one before, so one of each on the way, and this, are as much as the last.</summary>
    public IEnumerable<StoredHash> UpTo(PasswordOptions options) => options.Algorithm == PasswordAlgorithm.Bcrypt
        ? Enumerable.Range(Cost, Math.Max(0, options.BcryptCost - Cost)).Select(BcryptSha384Hash.Unmatchable)
        : [Pbkdf2Hash.Unmatchable(options.Pbkdf2Iterations)];

    public string Format() => $"{Version}${Cost:00}${BcryptBase64.Encode(Salt)}{BcryptBase64.Encode(Digest)}";
}
