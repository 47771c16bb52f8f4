using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Actors;

/// <summary>Texts that prove something: how they are made, kept and compared.</summary>
public static class SecretText
{
    /// <summary>A new one: 256 random bits, as 64 hex digits in lower case.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>The SHA-256 of the text in UTF-8, as 64 hex digits in lower case. It is stored, so it stays as it is.</summary>
    public static string Sha256Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether two texts are the same, in a time that does not tell where they part; their lengths are no secret.</summary>
    /// <remarks>They are compared as they are in memory: nothing is made of them, and no two are taken for one in an encoding.</remarks>
    public static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(one.AsSpan()), MemoryMarshal.AsBytes(other.AsSpan()));
}
