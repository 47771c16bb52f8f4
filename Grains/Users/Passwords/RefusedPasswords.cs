using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Users.Passwords;

/// <summary>Further refused passwords, as the sorted first 64 bits of their SHA-1: eight bytes each, found in some twenty steps.</summary>
internal sealed class RefusedPasswords
{
    /// <summary>128 MiB.</summary>
    public const int MaxEntries = 16 * 1024 * 1024;

    private const int MaxLineLength = 512;
    private const int PrefixDigits = 16;
    private const int Sha1Digits = 40;

    private readonly ulong[] _prefixes;

    private RefusedPasswords(ulong[] prefixes) => _prefixes = prefixes;

    public static RefusedPasswords None { get; } = new([]);

    public int Count => _prefixes.Length;

    /// <summary>Reads lines that are passwords or their SHA-1 (<c>HASH[:count]</c>, cut to 16 digits or more).</summary>
    /// <exception cref="InvalidDataException">A line or the whole is too long.</exception>
    public static RefusedPasswords Read(TextReader reader, int maxEntries = MaxEntries)
    {
        var prefixes = new List<ulong>();

        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length > MaxLineLength)
            {
                throw new InvalidDataException($"Line {number} of the refused passwords has more than {MaxLineLength} characters.");
            }

            Add(prefixes, line.TrimEnd('\r'));

            if (prefixes.Count > maxEntries)
            {
                throw new InvalidDataException($"The refused passwords are more than {maxEntries}; give the most frequent ones.");
            }
        }

        prefixes.Sort();
        return new RefusedPasswords([.. prefixes]);
    }

    public static RefusedPasswords Load(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return None;
        }

        using var reader = new StreamReader(path, Encoding.UTF8);
        return Read(reader);
    }

    /// <summary>Whether a password, as it is or in lower case, is refused.</summary>
    public bool Contains(string password) =>
        _prefixes.Length > 0 && (Has(Prefix(password)) || Has(Prefix(password.ToLowerInvariant())));

    private bool Has(ulong prefix) => Array.BinarySearch(_prefixes, prefix) >= 0;

    private static void Add(List<ulong> prefixes, string line)
    {
        if (line.Length == 0 || !PasswordText.TryNormalize(line, out var word))
        {
            return;
        }

        var digits = line.Split(':')[0];

        if (digits.Length is >= PrefixDigits and <= Sha1Digits && digits.All(char.IsAsciiHexDigit))
        {
            prefixes.Add(BinaryPrimitives.ReadUInt64BigEndian(Convert.FromHexString(digits[..PrefixDigits])));
        }

        // A full hash is no password; anything shorter may be one that happens to look like a prefix.
        if (digits.Length != Sha1Digits || !digits.All(char.IsAsciiHexDigit))
        {
            prefixes.Add(Prefix(word));
        }
    }

    // SHA-1 is the lists' choice and only an index here; nothing rests on its collision resistance.
#pragma warning disable CA5350
    private static ulong Prefix(string password) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350
}
