using Zxcvbn.Matcher;

namespace Actors.Users.Passwords;

/// <summary>How hard a password is to guess, by zxcvbn with its dictionaries of common passwords, words and names.</summary>
internal sealed class PasswordStrength
{
    // zxcvbn's work grows with the cube of the length; what is not weak by then will not become so.
    private const int Window = 64;

    // Reads its dictionaries once; judging shares them and changes nothing.
    private readonly Zxcvbn.Zxcvbn _zxcvbn = new();

    /// <param name="password">In the NFKC form.</param>
    /// <param name="words">What the user's friends would try.</param>
    public PasswordJudgement Judge(string password, IReadOnlyCollection<string> words)
    {
        var block = RepeatedBlock(password);
        var head = _zxcvbn.EvaluatePassword(block[..Math.Min(block.Length, Window)], words);

        // Strong anywhere is strong: a long weak beginning takes nothing from a good end.
        var score = block.Length <= Window ? head.Score : Math.Max(head.Score, _zxcvbn.EvaluatePassword(block[^Window..], words).Score);
        var isCommon = IsWord(head, block) || (block != password && password.Length <= Window && IsWord(_zxcvbn.EvaluatePassword(password, words), password));

        return new PasswordJudgement(score, isCommon);
    }

    /// <summary>The whole of it is one word of a dictionary, also reversed, capitalised or with digits for letters.</summary>
    private static bool IsWord(Zxcvbn.Result result, string whole) =>
        result.MatchSequence is [DictionaryMatch match] && match.Token.Length == whole.Length;

    /// <summary>What is repeated throughout (<c>abc</c> of <c>abcabcab</c>), or all of it: zxcvbn sees repeated characters only.</summary>
    private static string RepeatedBlock(string password)
    {
        for (var period = 1; period <= password.Length / 2; period++)
        {
            if (password.AsSpan(period).SequenceEqual(password.AsSpan(0, password.Length - period)))
            {
                return password[..period];
            }
        }

        return password;
    }
}

/// <param name="Score">zxcvbn's, 0 (at once) to 4 (centuries).</param>
/// <param name="IsCommon">It is in a dictionary as a whole.</param>
internal readonly record struct PasswordJudgement(int Score, bool IsCommon);
