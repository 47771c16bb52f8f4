using System.Text;

namespace Actors.Settings.Schemas;

/// <summary>Writes a pattern of ECMA-262, which JSON Schema speaks, so that .NET finds the same in it, by code points.</summary>
/// <remarks>
/// Left to .NET, <c>$</c> stands before a line feed at the end as well, <c>\d</c> and <c>\w</c> know the digits and letters of all
/// scripts, and a character beyond the BMP counts as two.
/// </remarks>
internal sealed class SchemaPattern
{
    private const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    private const string Halves = @"\uD800-\uDFFF";
    private const string Space = @"\t-\r \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF";
    private const string NoSpace = @"\x00-\x08\x0E-\x1F!-\u009F\u00A1-\u167F\u1681-\u1FFF\u200B-\u2027\u202A-\u202E\u2030-\u205E\u2060-\u2FFF\u3001-\uD7FF\uE000-\uFEFE\uFF00-\uFFFF";
    private const string NoDigit = @"\x00-/:-\uD7FF\uE000-\uFFFF";
    private const string NoWord = @"\x00-/:-@\[-\^`{-\uD7FF\uE000-\uFFFF";

    private readonly string _pattern;
    private readonly bool _byPairs;
    private readonly StringBuilder _text = new();
    private int _at;

    private SchemaPattern(string pattern, bool byPairs)
    {
        _pattern = pattern;
        _byPairs = byPairs;
    }

    /// <param name="pattern">The pattern.</param>
    /// <param name="byPairs">False for one that would grow too large: a character beyond the BMP counts as two.</param>
    public static string ToDotNet(string pattern, bool byPairs = true)
    {
        var translation = new SchemaPattern(pattern, byPairs);

        while (translation._at < pattern.Length)
        {
            translation.AppendNext();
        }

        return translation._text.ToString();
    }

    private void AppendNext()
    {
        var next = _pattern[_at];
        var isLast = _at + 1 == _pattern.Length;

        if (next == '[')
        {
            AppendClass();
        }
        else if (next == '\\' && !isLast)
        {
            var escape = Take(2);
            _text.Append(MembersOf(escape) is { } members ? Whole($"[{members}]", char.IsUpper(escape[1])) : escape);
        }
        else if (char.IsHighSurrogate(next) && !isLast)
        {
            // A quantifier behind it is for both halves.
            _text.Append("(?:").Append(Take(2)).Append(')');
        }
        else
        {
            _at++;
            _text.Append(next switch
            {
                '$' => @"\z",
                '.' => Whole($@"[^{Halves}\n\r\u2028\u2029]", takesPairs: true),
                _ => next.ToString(),
            });
        }
    }

    private void AppendClass()
    {
        var start = _at;
        var isNegated = _pattern.AsSpan(_at).StartsWith("[^");
        Take(isNegated ? 2 : 1);
        var members = PatternMembers.Read(_pattern, ref _at, MembersOf);

        // Not closed, which the engine is to say, or not to be told by halves.
        if (_at == _pattern.Length || (!_byPairs && members.HasPairs))
        {
            _text.Append(_pattern[start..Math.Min(++_at, _pattern.Length)]);
            return;
        }

        Take(1);
        var pairs = isNegated ? members.OtherPairs : members.Pairs;
        var rest = isNegated ? $"[^{Halves}{members.Text}]" : members.Text.Length == 0 ? "" : $"[{members.Text}]";
        _text.Append(!members.HasPairs || members.NamesAll
            ? Whole(rest, takesPairs: isNegated != members.NamesAll)
            : $"(?:{string.Join('|', new[] { pairs, rest }.Where(part => part.Length > 0))})");
    }

    private string Take(int length)
    {
        _at += length;
        return _pattern[(_at - length).._at];
    }

    /// <summary>A class that takes pairs of surrogates takes them whole.</summary>
    private string Whole(string members, bool takesPairs) =>
        !takesPairs ? members
        : _byPairs ? $"(?:{Pair}|{members})"
        : members.StartsWith("[^", StringComparison.Ordinal) ? members.Replace(Halves, "", StringComparison.Ordinal)
        : $"[{Halves}{members[1..]}";

    private static string? MembersOf(string escape) => escape switch
    {
        @"\d" => "0-9",
        @"\D" => NoDigit,
        @"\w" => "A-Za-z0-9_",
        @"\W" => NoWord,
        @"\s" => Space,
        @"\S" => NoSpace,
        _ => null,
    };
}
