using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Actors.Users.Passwords;

/// <summary>The base64 blobs of ASP.NET Core Identity: version 3 (marker 0x01) and version 2 (0x00).</summary>
internal static class IdentityFormat
{
    private const byte Version2 = 0x00;
    private const byte Version3 = 0x01;

    // Version 2 has fixed parameters: PBKDF2-SHA1, 1,000 iterations, 16 bytes of salt, 32 of digest.
    private const int Version2Iterations = 1000;
    private const int Version2Salt = 16;
    private const int Version2Length = 1 + Version2Salt + 32;

    // Marker, PRF, iterations and salt length, each of the numbers four bytes, big endian.
    private const int Version3Head = 13;

    public static Pbkdf2Hash? TryParse(string text)
    {
        if (!Base64.IsValid(text))
        {
            return null;
        }

        var blob = Convert.FromBase64String(text);
        var pbkdf2 = blob switch
        {
            [Version2, ..] when blob.Length == Version2Length => ReadVersion2(blob),
            [Version3, ..] when blob.Length > Version3Head => ReadVersion3(blob),
            _ => null,
        };

        return pbkdf2?.IsAcceptable == true ? new Pbkdf2Hash(pbkdf2, IsOwn: false) : null;
    }

    private static Pbkdf2 ReadVersion2(byte[] blob) =>
        new(HashAlgorithmName.SHA1, Version2Iterations, blob[1..(1 + Version2Salt)], blob[(1 + Version2Salt)..]);

    private static Pbkdf2? ReadVersion3(byte[] blob)
    {
        var iterations = BinaryPrimitives.ReadUInt32BigEndian(blob.AsSpan(5));
        var saltLength = BinaryPrimitives.ReadUInt32BigEndian(blob.AsSpan(9));

        HashAlgorithmName? algorithm = BinaryPrimitives.ReadUInt32BigEndian(blob.AsSpan(1)) switch
        {
            0 => HashAlgorithmName.SHA1,
            1 => HashAlgorithmName.SHA256,
            2 => HashAlgorithmName.SHA512,
            _ => null,
        };

        if (algorithm is null || iterations > Pbkdf2.MaxIterations || saltLength > blob.Length - Version3Head)
        {
            return null;
        }

        var digestStart = Version3Head + (int)saltLength;
        return new Pbkdf2(algorithm.Value, (int)iterations, blob[Version3Head..digestStart], blob[digestStart..]);
    }
}
