using System.Security.Cryptography;

namespace Actors.Users.Passwords;

/// <summary>A PBKDF2 hash: our own (<c>$actors-pbkdf2-sha512$i=210000$</c> salt <c>$</c> digest, a PHC string) or an imported one.</summary>
/// <param name="IsOwn">Made here, from the NFKC form of the password; an imported one was made from the text as typed.</param>
internal sealed record Pbkdf2Hash(Pbkdf2 Pbkdf2, bool IsOwn) : StoredHash
{
    public const string OwnPrefix = "$actors-pbkdf2-sha512$";

    private const int SaltLength = 16;
    private const int DigestLength = 64;

    public static Pbkdf2Hash Create(PasswordText password, int iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var digest = Rfc2898DeriveBytes.Pbkdf2(password.Normalized, salt, iterations, HashAlgorithmName.SHA512, DigestLength);

        return new Pbkdf2Hash(new Pbkdf2(HashAlgorithmName.SHA512, iterations, salt, digest), IsOwn: true);
    }

    /// <summary>A hash with the given iterations that no password has.</summary>
    public static Pbkdf2Hash Unmatchable(int iterations) => new(
        new Pbkdf2(HashAlgorithmName.SHA512, iterations, RandomNumberGenerator.GetBytes(SaltLength), RandomNumberGenerator.GetBytes(DigestLength)),
        IsOwn: true);

    public override bool Matches(PasswordText password) =>
        Pbkdf2.Matches(IsOwn ? password.Normalized : password.Typed) & password.IsPossible;

    public override bool IsCurrent(PasswordOptions options) =>
        IsOwn && options.Algorithm == PasswordAlgorithm.Pbkdf2 && options.Pbkdf2Iterations == Pbkdf2.Iterations
        && Pbkdf2.Digest.Length == DigestLength;

    public override IEnumerable<StoredHash> UpTo(PasswordOptions options) => options.Algorithm switch
    {
        PasswordAlgorithm.Bcrypt => [BcryptSha384Hash.Unmatchable(options.BcryptCost)],
        PasswordAlgorithm.Pbkdf2 when Pbkdf2.Work < options.Pbkdf2Iterations => [Unmatchable(options.Pbkdf2Iterations - Pbkdf2.Work)],
        _ => [],
    };

    public override string ToString() =>
        $"{OwnPrefix}i={Pbkdf2.Iterations}${Pbkdf2Format.Encode(Pbkdf2.Salt)}${Pbkdf2Format.Encode(Pbkdf2.Digest)}";
}
