using System.Security.Cryptography;

namespace Actors.Users.Passwords;

/// <summary>PBKDF2 (RFC 8018) with the limits within which a hash is believed.</summary>
internal sealed record Pbkdf2(HashAlgorithmName Algorithm, int Iterations, byte[] Salt, byte[] Digest)
{
    /// <summary>About two seconds: a hostile import must not buy hours of work.</summary>
    public const int MaxIterations = 3_000_000;

    private const int MaxPartLength = 64;
    private const int MinDigestLength = 16;

    /// <summary>Whether it may be computed at all.</summary>
    public bool IsAcceptable =>
        Iterations is >= 1 and <= MaxIterations
        && Salt.Length is >= 1 and <= MaxPartLength
        && Digest.Length is >= MinDigestLength and <= MaxPartLength
        && (long)Iterations * Blocks <= MaxIterations;

    /// <summary>In iterations of one block. Those of one hash function cost about what those of another do.</summary>
    public int Work => Iterations * Blocks;

    public bool Matches(byte[] password) => CryptographicOperations.FixedTimeEquals(
        Rfc2898DeriveBytes.Pbkdf2(password, Salt, Iterations, Algorithm, Digest.Length), Digest);

    public static HashAlgorithmName? AlgorithmFor(string name) => name switch
    {
        "sha1" => HashAlgorithmName.SHA1,
        "sha256" => HashAlgorithmName.SHA256,
        "sha512" => HashAlgorithmName.SHA512,
        _ => null,
    };

    /// <summary>Each further block of digest is the whole work again (RFC 8018 5.2).</summary>
    private int Blocks => (Digest.Length + HashLength - 1) / HashLength;

    private int HashLength => Algorithm == HashAlgorithmName.SHA512 ? 64 : Algorithm == HashAlgorithmName.SHA256 ? 32 : 20;
}
