using System.Text;

namespace Actors.Users.Passwords;

/// <summary>A password as bytes, as typed and as we hash it.</summary>
/// <remarks>
/// Our own hashes take the NFKC form (NIST SP 800-63B 5.1.1.2): keyboards differ in how they compose the same letters. Imported
/// hashes take the text as typed, as the system did that made them.
/// </remarks>
internal readonly struct PasswordText
{
    // Far above what the policy lets in, and far below what costs anything.
    private const int MaxChars = 4096;

    private PasswordText(byte[] typed, byte[] normalized, bool isPossible) =>
        (Typed, Normalized, IsPossible) = (typed, normalized, isPossible);

    public byte[] Typed { get; }

    public byte[] Normalized { get; }

    /// <summary>False for what no stored hash may ever match: broken Unicode, or of absurd length. It is hashed all the same, to cost the same.</summary>
    public bool IsPossible { get; }

    public static PasswordText From(string password)
    {
        if (password.Length > MaxChars || !TryNormalize(password, out var normalized))
        {
            var dummy = "impossible"u8.ToArray();
            return new PasswordText(dummy, dummy, isPossible: false);
        }

        return new PasswordText(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(normalized), isPossible: true);
    }

    /// <summary>The NFKC form; false for broken Unicode, of which there is none.</summary>
    public static bool TryNormalize(string password, out string normalized)
    {
        var isWellFormed = UnicodeText.IsWellFormed(password);
        normalized = isWellFormed ? password.Normalize(NormalizationForm.FormKC) : "";
        return isWellFormed;
    }
}
