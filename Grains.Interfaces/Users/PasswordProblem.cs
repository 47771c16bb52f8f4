namespace Actors.Users;

/// <summary>A reason for which a new password is refused.</summary>
[GenerateSerializer, Alias("users.PasswordProblem")]
public enum PasswordProblem
{
    /// <summary>Fewer code points than <c>Passwords:MinimumLength</c>.</summary>
    TooShort,

    /// <summary>More than 128 code points.</summary>
    TooLong,

    /// <summary>Half a surrogate pair or U+FFFE: no text that could be typed again.</summary>
    InvalidCharacter,

    /// <summary>It can be guessed: words, dates, keyboard walks, repetitions and the like.</summary>
    TooWeak,

    /// <summary>It is on a list of common or leaked passwords, as it is or in an obvious disguise.</summary>
    Common,

    /// <summary>It contains the e-mail address.</summary>
    ContainsOwnWords,
}
