using System.Text;

namespace Actors.Users;

/// <summary>How long a password may be, in code points of the composed form (NFC), so that every keyboard's é is one.</summary>
public static class PasswordLength
{
    /// <summary>The least that <c>Passwords:MinimumLength</c> may be: what is shorter is refused however it is configured.</summary>
    public const int LeastMinimum = 8;

    /// <summary>The most code points of a password; more would be work without gain.</summary>
    public const int Max = 128;

    // No sequence of code points that is composed to one (NFC) is longer than this in UTF-16; beyond it nothing need be counted.
    private const int MaxChars = Max * 8;

    /// <summary>What is wrong with a password's length, or that it has none for broken Unicode; null when nothing is.</summary>
    /// <param name="password">What was typed.</param>
    /// <param name="minimum">The fewest code points that it may have.</param>
    public static PasswordProblem? Problem(string password, int minimum)
    {
        if (password.Length > MaxChars)
        {
            return PasswordProblem.TooLong;
        }

        if (!UnicodeText.IsWellFormed(password))
        {
            return PasswordProblem.InvalidCharacter;
        }

        var length = password.Normalize(NormalizationForm.FormC).EnumerateRunes().Count();

        return length < minimum ? PasswordProblem.TooShort
            : length > Max ? PasswordProblem.TooLong
            : null;
    }
}
