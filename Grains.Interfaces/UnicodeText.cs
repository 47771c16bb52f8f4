namespace Actors;

/// <summary>What is asked of texts from outside before they are looked into.</summary>
public static class UnicodeText
{
    /// <summary>Whether a text can be normalised: it has no half of a surrogate pair, and no U+FFFE, which is no character.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\ufffe')
            {
                return false;
            }

            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return false;
            }

            i++;
        }

        return true;
    }
}
