using System.Text;

namespace Actors.Users.Passwords;

internal static class PasswordLength
{
    // No sequence of code points that is composed to one (NFC) is longer than this in UTF-16; beyond it nothing need be counted.
    private const int MaximumChars = PasswordOptions.MaximumLength * 8;

    /// <summary>What is wrong with its length, in code points of the composed form (NFC), so that every keyboard's é is one.</summary>
    public static PasswordProblem? Problem(string password, int minimum)
    {
        if (password.Length > MaximumChars)
        {
            return PasswordProblem.TooLong;
        }

        if (!PasswordText.TryNormalize(password, out _))
        {
            return PasswordProblem.InvalidCharacter;
        }

        var length = password.Normalize(NormalizationForm.FormC).EnumerateRunes().Count();

        return length < minimum ? PasswordProblem.TooShort
            : length > PasswordOptions.MaximumLength ? PasswordProblem.TooLong
            : null;
    }
}
