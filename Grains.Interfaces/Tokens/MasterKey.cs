using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Tokens;

/// <summary>The one secret from configuration (<c>Tokens:MasterKey</c>, 32 bytes in base64); every other key is derived from it or encrypted under it.</summary>
/// <remarks>
/// Derivation is HKDF-SHA256 (RFC 5869), encryption AES-256-GCM. What is encrypted is bound to its purpose and context, so that it
/// cannot be put in another's place, and names the master key it needs, so that a changed one is told from damage.
/// </remarks>
public sealed class MasterKey
{
    /// <summary>What an operator is told whose key is missing or malformed.</summary>
    internal const string Malformed = $"{TokenOptions.MasterKeyOption} must be 32 random bytes in base64, for instance from 'openssl rand -base64 32'.";

    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int IdLength = 4;
    private const byte Version = 1;
    private const int HeadLength = 1 + IdLength;

    private readonly byte[] _key;
    private readonly byte[] _id;

    private readonly MasterKey? _previous;

    private MasterKey(byte[] key, MasterKey? previous = null)
    {
        _key = key;
        _id = Derive("id")[..IdLength];
        _previous = previous;
    }

    /// <summary>Names the key without telling it: for logs and error texts.</summary>
    public string Id => Convert.ToHexStringLower(_id);

    /// <summary>A new random key in base64.</summary>
    public static string Generate() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength));

    /// <summary>Reads a key; false unless it is 32 bytes in base64, and not all the same.</summary>
    public static bool TryParse(string? base64, [NotNullWhen(true)] out MasterKey? key)
    {
        // One byte more, so that what is too long does not fit either.
        Span<byte> bytes = stackalloc byte[KeyLength + 1];

        key = base64 is not null
            && Convert.TryFromBase64String(base64.Trim(), bytes, out var length)
            && length == KeyLength
            && bytes[1..length].ContainsAnyExcept(bytes[0])
                ? new MasterKey(bytes[..length].ToArray())
                : null;

        return key is not null;
    }

    /// <summary>Reads a key.</summary>
    /// <exception cref="MasterKeyException">It is not 32 bytes in base64.</exception>
    public static MasterKey Parse(string? base64) => TryParse(base64, out var key)
        ? key
        : throw new MasterKeyException(Malformed);

    /// <summary>This key, which also reads what was encrypted or derived under another: for the time in which one takes the other's place.</summary>
    public MasterKey AndFormerly(MasterKey? previous) => new(_key, previous?._id.AsSpan().SequenceEqual(_id) == true ? null : previous);

    /// <summary>The keys for one purpose under this master key and then under the former one: what was made with any of them is good.</summary>
    public ImmutableArray<byte[]> DeriveAll(string purpose) => _previous is null ? [Derive(purpose)] : [Derive(purpose), _previous.Derive(purpose)];

    /// <summary>The secret encrypted under this key where it was under the former one; else as it is.</summary>
    /// <exception cref="MasterKeyException">As <see cref="Unprotect"/>.</exception>
    public string Reencrypt(string purpose, string context, string protectedSecret) =>
        _previous is not null && Read(protectedSecret).AsSpan(1, IdLength).SequenceEqual(_previous._id)
            ? Protect(purpose, context, Unprotect(purpose, context, protectedSecret))
            : protectedSecret;

    /// <summary>A 256-bit key for one purpose; the same for the same purpose, and none says anything of another.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, KeyLength, info: Encoding.UTF8.GetBytes($"actors/{purpose}"));

    /// <summary>Names the master key under which a secret was encrypted.</summary>
    /// <exception cref="MasterKeyException">It is no protected secret.</exception>
    public static string IdOf(string protectedSecret)
    {
        ArgumentNullException.ThrowIfNull(protectedSecret);
        return Convert.ToHexStringLower(Read(protectedSecret), 1, IdLength);
    }

    /// <summary>Encrypts a secret; base64.</summary>
    /// <param name="purpose">What kind of secret it is.</param>
    /// <param name="context">Whose it is, for instance its key's id.</param>
    /// <param name="secret">The secret.</param>
    public string Protect(string purpose, string context, ReadOnlySpan<byte> secret)
    {
        var sealedSecret = new byte[HeadLength + NonceLength + TagLength + secret.Length];
        sealedSecret[0] = Version;
        _id.CopyTo(sealedSecret, 1);

        var nonce = sealedSecret.AsSpan(HeadLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);

        using var aes = new AesGcm(Derive(purpose), TagLength);
        aes.Encrypt(
            nonce,
            secret,
            sealedSecret.AsSpan(HeadLength + NonceLength + TagLength),
            sealedSecret.AsSpan(HeadLength + NonceLength, TagLength),
            Encoding.UTF8.GetBytes(context));

        return Convert.ToBase64String(sealedSecret);
    }

    /// <summary>Sees that what is encrypted under the master key with this id can be read: that is this one, or the former one beside it.</summary>
    /// <exception cref="MasterKeyException">It is another.</exception>
    public void RequireReads(string id)
    {
        if (id != Id && id != _previous?.Id)
        {
            throw new MasterKeyException(
                $"Stored secrets are encrypted under the master key {id}, but Tokens:MasterKey is {Id}. Give the former key back, or name it in Tokens:PreviousMasterKey.");
        }
    }

    /// <summary>Decrypts what <see cref="Protect"/> made for the same purpose and context.</summary>
    /// <exception cref="MasterKeyException">It was encrypted under another master key, or is damaged, or is another's.</exception>
    public byte[] Unprotect(string purpose, string context, string protectedSecret)
    {
        ArgumentNullException.ThrowIfNull(protectedSecret);
        var sealedSecret = Read(protectedSecret);

        if (!sealedSecret.AsSpan(1, IdLength).SequenceEqual(_id))
        {
            RequireReads(Convert.ToHexStringLower(sealedSecret, 1, IdLength));
            return _previous!.Unprotect(purpose, context, protectedSecret);
        }

        var secret = new byte[sealedSecret.Length - HeadLength - NonceLength - TagLength];

        try
        {
            using var aes = new AesGcm(Derive(purpose), TagLength);
            aes.Decrypt(
                sealedSecret.AsSpan(HeadLength, NonceLength),
                sealedSecret.AsSpan(HeadLength + NonceLength + TagLength),
                sealedSecret.AsSpan(HeadLength + NonceLength, TagLength),
                secret,
                Encoding.UTF8.GetBytes(context));
        }
        catch (CryptographicException exception)
        {
            throw new MasterKeyException("A stored secret is damaged or not where it belongs.", exception);
        }

        return secret;
    }

    /// <summary>The id alone: a master key is never written out.</summary>
    public override string ToString() => $"master key {Id}";

    private static byte[] Read(string protectedSecret)
    {
        var bytes = new byte[protectedSecret.Length];

        return Convert.TryFromBase64String(protectedSecret, bytes, out var length)
            && length >= HeadLength + NonceLength + TagLength && bytes[0] == Version
                ? bytes[..length]
                : throw new MasterKeyException("A stored secret has no form that this version knows.");
    }
}
