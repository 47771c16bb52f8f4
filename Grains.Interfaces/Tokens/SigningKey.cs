using System.Buffers.Text;
using System.Security.Cryptography;

namespace Actors.Tokens;

/// <summary>A key that access tokens are signed with. Its secret part travels and is stored encrypted under the <see cref="MasterKey"/>.</summary>
[GenerateSerializer, Immutable, Alias("tokens.SigningKey")]
public sealed record SigningKey
{
    /// <summary>ECDSA on P-256 with SHA-256 (RFC 7518, 3.4).</summary>
    public const string ES256 = "ES256";

    /// <summary>HMAC with SHA-256 (RFC 7518, 3.2): whoever verifies could also sign.</summary>
    public const string HS256 = "HS256";

    private const string Purpose = "signing-key";

    /// <summary>The header <c>kid</c> of its tokens; random.</summary>
    [Id(0)] public required string Kid { get; init; }

    /// <summary><see cref="ES256"/> or <see cref="HS256"/>.</summary>
    [Id(1)] public required string Algorithm { get; init; }

    /// <summary>The public point, base64url (RFC 7518, 6.2.1); null for HS256, which has no public part and is never published.</summary>
    [Id(2)] public string? X { get; init; }

    /// <summary>The other coordinate.</summary>
    [Id(3)] public string? Y { get; init; }

    /// <summary>The private scalar or the shared secret, encrypted.</summary>
    [Id(4)] public required string EncryptedSecret { get; init; }

    /// <summary>When it was made and published, UTC.</summary>
    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it signs, UTC; later than it is published, so that every node knows it by then.</summary>
    [Id(6)] public required DateTimeOffset SignsFrom { get; init; }

    /// <summary>When its successor takes over, UTC; null while there is none.</summary>
    [Id(7)] public DateTimeOffset? RetiresAt { get; init; }

    /// <summary>When the last token under it has expired and it is forgotten, UTC; null while it has no successor.</summary>
    [Id(8)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether new tokens are signed with it.</summary>
    public bool SignsAt(DateTimeOffset now) => SignsFrom <= now && (RetiresAt is null || now < RetiresAt);

    /// <summary>Whether tokens under it are good.</summary>
    public bool VerifiesAt(DateTimeOffset now) => ExpiresAt is null || now < ExpiresAt;

    /// <summary>Makes a key.</summary>
    public static SigningKey Create(string algorithm, MasterKey master, DateTimeOffset createdAt, DateTimeOffset signsFrom)
    {
        ArgumentNullException.ThrowIfNull(master);
        var kid = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

        if (algorithm == HS256)
        {
            return new SigningKey
            {
                Kid = kid,
                Algorithm = algorithm,
                EncryptedSecret = master.Protect(Purpose, ContextOf(kid, algorithm), RandomNumberGenerator.GetBytes(32)),
                CreatedAt = createdAt,
                SignsFrom = signsFrom,
            };
        }

        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = pair.ExportParameters(includePrivateParameters: true);

        return new SigningKey
        {
            Kid = kid,
            Algorithm = ES256,
            X = Base64Url.EncodeToString(parameters.Q.X),
            Y = Base64Url.EncodeToString(parameters.Q.Y),
            EncryptedSecret = master.Protect(Purpose, ContextOf(kid, ES256), parameters.D),
            CreatedAt = createdAt,
            SignsFrom = signsFrom,
        };
    }

    /// <summary>The private scalar (ES256) or the shared secret (HS256), 32 bytes.</summary>
    /// <exception cref="MasterKeyException">It is encrypted under another master key.</exception>
    public byte[] DecryptSecret(MasterKey master)
    {
        ArgumentNullException.ThrowIfNull(master);
        return master.Unprotect(Purpose, ContextOf(Kid, Algorithm), EncryptedSecret);
    }

    /// <summary>This key with its secret under the present master key; the same when it is already.</summary>
    public SigningKey Reencrypt(MasterKey master)
    {
        ArgumentNullException.ThrowIfNull(master);
        var reencrypted = master.Reencrypt(Purpose, ContextOf(Kid, Algorithm), EncryptedSecret);
        return reencrypted == EncryptedSecret ? this : this with { EncryptedSecret = reencrypted };
    }

    /// <summary>The pair that signs, ES256 only.</summary>
    /// <exception cref="MasterKeyException">It is encrypted under another master key.</exception>
    public ECDsa OpenPrivate(MasterKey master) => Open(DecryptSecret(master));

    /// <summary>The public key that verifies, ES256 only.</summary>
    public ECDsa OpenPublic() => Open(secret: null);

    private ECDsa Open(byte[]? secret) => X is null || Y is null
        ? throw new InvalidOperationException($"A key for {Algorithm} is no pair.")
        : ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = secret,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(X), Y = Base64Url.DecodeFromChars(Y) },
        });

    private static string ContextOf(string kid, string algorithm) => $"{algorithm}:{kid}";
}
