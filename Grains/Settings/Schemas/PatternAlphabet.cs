namespace Actors.Settings.Schemas;

/// <summary>The letters that a pattern and the texts before it are written in: one for all code points that the pattern does not tell apart.</summary>
/// <remarks>
/// .NET takes a text by halves of surrogate pairs. Of the letters each is one <see langword="char"/>, whatever code points it stands for, and
/// a class of ten thousand code points is a few letters, so a pattern stays as small as it was written.
/// </remarks>
internal sealed class PatternAlphabet
{
    // What .NET takes for parts of a word is what ECMA-262 does, so that \b is the same in both. Others are surrogates and those of private use.
    private const string WordLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    private const char FirstOtherLetter = '\uD800';

    // What .NET makes ready for them grows with their square: a second for so many.
    private const int MaxLetters = 256;

    /// <summary>Stands for no code point.</summary>
    private const char NoLetter = '\uF8FF';

    private readonly int[] _begins;
    private readonly char[] _letters;
    private readonly char[] _ofAscii;
    private readonly HashSet<char> _all;

    private PatternAlphabet(int[] begins, char[] letters)
    {
        (_begins, _letters, _all) = (begins, letters, [.. letters]);
        _ofAscii = [.. Enumerable.Range(0, 0x80).Select(code => letters[IndexOf(code)])];
    }

    /// <param name="sets">What the pattern names.</param>
    /// <exception cref="NotSupportedException">They tell too many apart.</exception>
    public static PatternAlphabet Of(IEnumerable<CodePoints> sets)
    {
        var told = sets.Prepend(CodePoints.Words).Distinct().ToArray();
        var edges = told.SelectMany(set => set.Ranges).SelectMany(range => new[] { range.From, range.To + 1 });
        var begins = edges.Append(0).Distinct().Order().ToArray();
        var blocks = new int[begins.Length];
        var count = 1;

        foreach (var set in told)
        {
            var inside = new Dictionary<int, int>();

            foreach (var (from, to) in set.Ranges)
            {
                for (var i = Array.BinarySearch(begins, from); i < begins.Length && begins[i] <= to; i++)
                {
                    blocks[i] = inside.TryGetValue(blocks[i], out var block) ? block : inside[blocks[i]] = count++;
                }
            }
        }

        return new PatternAlphabet(begins, LettersOf(begins, blocks));
    }

    /// <summary>The set as a class of .NET, by what is in it or by what is not.</summary>
    public string ClassOf(CodePoints set)
    {
        var letters = new HashSet<char>();

        foreach (var (from, to) in set.Ranges)
        {
            for (var i = IndexOf(from); i < _begins.Length && _begins[i] <= to; i++)
            {
                letters.Add(_letters[i]);
            }
        }

        return letters.Count <= _all.Count / 2
            ? $"[{string.Concat(letters.DefaultIfEmpty(NoLetter))}]"
            : $"[^{string.Concat(_all.Where(letter => !letters.Contains(letter)).DefaultIfEmpty(NoLetter))}]";
    }

    public ReadOnlySpan<char> Spell(string text)
    {
        var letters = new char[text.Length];
        var length = 0;

        for (var i = 0; i < text.Length; i++)
        {
            letters[length++] = char.IsAscii(text[i]) ? _ofAscii[text[i]]
                : i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? _letters[IndexOf(char.ConvertToUtf32(text[i], text[++i]))]
                : _letters[IndexOf(text[i])];
        }

        return letters.AsSpan(0, length);
    }

    private static char[] LettersOf(int[] begins, int[] blocks)
    {
        var letters = new Dictionary<int, char>();
        var words = 0;

        for (var i = 0; i < begins.Length; i++)
        {
            if (!letters.ContainsKey(blocks[i]))
            {
                letters[blocks[i]] = begins[i] < 0x80 && WordLetters.Contains((char)begins[i])
                    ? WordLetters[words++]
                    : (char)(FirstOtherLetter + letters.Count - words);
            }
        }

        return letters.Count <= MaxLetters
            ? [.. blocks.Select(block => letters[block])]
            : throw new NotSupportedException("The pattern tells too many characters apart.");
    }

    /// <summary>Which of the stretches between the edges of sets a code point is in.</summary>
    private int IndexOf(int code)
    {
        var at = Array.BinarySearch(_begins, code);
        return at >= 0 ? at : ~at - 1;
    }
}
