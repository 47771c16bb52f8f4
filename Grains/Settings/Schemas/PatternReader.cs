using System.Collections.Immutable;

namespace Actors.Settings.Schemas;

/// <summary>A part of a pattern: something to stand as it is, or one code point of a set.</summary>
internal readonly record struct PatternPart(string Text, CodePoints? Set = null);

/// <summary>Reads a pattern as ECMA-262 does under the flag <c>u</c>.</summary>
/// <remarks>
/// What is not read is refused, for .NET would find another meaning in it. That is what no automaton can do (lookaround, references back)
/// and what dialects read differently; punctuation may be escaped where it need not, which all of them read alike.
/// </remarks>
internal sealed partial class PatternReader
{
    private readonly string _pattern;
    private readonly ImmutableArray<PatternPart>.Builder _parts = ImmutableArray.CreateBuilder<PatternPart>();
    private int _at;
    private int _groups;

    /// <summary>Whether a quantifier may come next.</summary>
    private bool _repeats;

    private PatternReader(string pattern) => _pattern = pattern;

    /// <exception cref="FormatException">The pattern is not one that is understood.</exception>
    public static ImmutableArray<PatternPart> Read(string pattern)
    {
        var reader = new PatternReader(pattern);

        while (reader._at < pattern.Length)
        {
            reader.ReadNext();
        }

        return reader._groups == 0 ? reader._parts.ToImmutable() : throw NotUnderstood();
    }

    private static FormatException NotUnderstood() => new("The pattern is not one that is understood.");

    private void ReadNext()
    {
        switch (_pattern[_at])
        {
            case '(':
                OpenGroup();
                break;
            case ')':
                CloseGroup();
                break;
            case '|' or '^':
                Add(Take(1), repeats: false);
                break;
            case '$':
                Take(1);
                Add(@"\z", repeats: false);
                break;
            case '*' or '+' or '?' or '{':
                ReadQuantifier();
                break;
            case '.':
                Take(1);
                Add(CodePoints.InLine);
                break;
            case '[':
                Add(TakeClass());
                break;
            case '\\' when IsNext(@"\b") || IsNext(@"\B"):
                Add(Take(2), repeats: false);
                break;
            case ']' or '}':
                throw NotUnderstood();
            default:
                Add(TakeSet() ?? CodePoints.Of(TakeOne(inClass: false)));
                break;
        }
    }

    private void OpenGroup()
    {
        Take(IsNext("(?:") ? "(?:".Length : IsNext("(?<") ? LengthOfName() : 1);

        if (IsNext("?"))
        {
            throw NotUnderstood();
        }

        _groups++;
        Add("(?:", repeats: false);
    }

    /// <summary>Nothing refers to a group, so its name counts for nothing.</summary>
    private int LengthOfName()
    {
        var begin = _at + "(?<".Length;
        var end = _pattern.IndexOf('>', begin);

        return end > begin && !char.IsDigit(_pattern[begin]) && _pattern[begin..end].All(c => char.IsLetterOrDigit(c) || c is '_' or '$')
            ? end + 1 - _at
            : throw NotUnderstood();
    }

    private void CloseGroup()
    {
        if (--_groups < 0)
        {
            throw NotUnderstood();
        }

        Add(Take(1));
    }

    private void ReadQuantifier()
    {
        var begin = _at;

        if (!_repeats || (Take(1) == "{" && !TakeCounts()))
        {
            throw NotUnderstood();
        }

        _ = TakeIf('?');
        Add(_pattern[begin.._at], repeats: false);
    }

    private bool TakeCounts()
    {
        var hasLeast = TakeDigits();

        if (hasLeast && TakeIf(','))
        {
            TakeDigits();
        }

        return hasLeast && TakeIf('}');
    }

    private bool TakeDigits()
    {
        var begin = _at;

        while (_at < _pattern.Length && char.IsAsciiDigit(_pattern[_at]))
        {
            _at++;
        }

        return _at > begin;
    }

    private void Add(string text, bool repeats = true)
    {
        _parts.Add(new PatternPart(text));
        _repeats = repeats;
    }

    private void Add(CodePoints set)
    {
        _parts.Add(new PatternPart("", set));
        _repeats = true;
    }

    private bool IsNext(string text) => _pattern.AsSpan(_at).StartsWith(text, StringComparison.Ordinal);

    private bool TakeIf(char next)
    {
        var isNext = _at < _pattern.Length && _pattern[_at] == next;
        _at += isNext ? 1 : 0;
        return isNext;
    }

    private string Take(int length) =>
        _at + length <= _pattern.Length ? _pattern[_at..(_at += length)] : throw NotUnderstood();
}
