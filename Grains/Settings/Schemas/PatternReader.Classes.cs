using System.Globalization;

namespace Actors.Settings.Schemas;

internal sealed partial class PatternReader
{
    private CodePoints TakeClass()
    {
        Take(1);
        var isNegated = TakeIf('^');
        var ranges = new List<CodePointRange>();

        while (!TakeIf(']'))
        {
            if (TakeSet() is { } set)
            {
                ranges.AddRange(IsRange() ? throw NotUnderstood() : set.Ranges);
            }
            else
            {
                ranges.Add(TakeRange());
            }
        }

        var members = CodePoints.Of(ranges);
        return isNegated ? members.Others : members;
    }

    private CodePointRange TakeRange()
    {
        var range = TakeOne(inClass: true);

        if (IsRange())
        {
            Take(1);
            range = range with { To = TakeSet() is null ? TakeOne(inClass: true).To : -1 };
        }

        return range.From <= range.To ? range : throw NotUnderstood();
    }

    /// <summary>A hyphen is a member where the class ends behind it.</summary>
    private bool IsRange() => IsNext("-") && !IsNext("-]");

    /// <summary>An escape that stands for several; null where there is none.</summary>
    private CodePoints? TakeSet()
    {
        if (!IsNext("\\") || _at + 1 == _pattern.Length)
        {
            return null;
        }

        var name = _pattern[_at + 1];
        var set = char.ToLowerInvariant(name) switch
        {
            'd' => CodePoints.Digits,
            'w' => CodePoints.Words,
            's' => CodePoints.Spaces,
            'p' => CategoryAt(_at + 2) ?? throw NotUnderstood(),
            _ => null,
        };

        if (set is not null)
        {
            _at = name is 'p' or 'P' ? _pattern.IndexOf('}', _at) + 1 : _at + 2;
        }

        return char.IsUpper(name) ? set?.Others : set;
    }

    private CodePoints? CategoryAt(int begin) =>
        begin < _pattern.Length && _pattern[begin] == '{' && _pattern.IndexOf('}', begin) is > 0 and var end
            ? PatternCategories.Find(_pattern[(begin + 1)..end])
            : null;

    /// <summary>A code point, as the range that it is alone.</summary>
    private CodePointRange TakeOne(bool inClass) => new(
        TakeIf('\\') ? TakeEscaped(inClass)
        : _at + 1 < _pattern.Length && char.IsSurrogatePair(_pattern, _at) ? char.ConvertToUtf32(_pattern, (_at += 2) - 2)
        : Take(1)[0]);

    private int TakeEscaped(bool inClass) => Take(1)[0] switch
    {
        't' => '\t',
        'n' => '\n',
        'v' => '\v',
        'f' => '\f',
        'r' => '\r',
        'b' when inClass => '\b',
        '0' when !TakeDigits() => 0,
        'c' when Take(1)[0] is var letter && char.IsAsciiLetter(letter) => letter % 32,
        'x' => TakeHex(2),
        'u' => TakeUnicode(),
        var other when char.IsAscii(other) && (char.IsPunctuation(other) || char.IsSymbol(other) || other == ' ') => other,
        _ => throw NotUnderstood(),
    };

    private int TakeUnicode()
    {
        if (TakeIf('{'))
        {
            var length = _pattern.IndexOf('}', _at) - _at;
            return length > 0 && TakeHex(length) is <= 0x10FFFF and var code && TakeIf('}') ? code : throw NotUnderstood();
        }

        var high = TakeHex(4);
        var begin = _at;

        if (char.IsHighSurrogate((char)high) && IsNext("\\u") && !IsNext("\\u{"))
        {
            Take(2);
            var low = (char)TakeHex(4);

            if (char.IsLowSurrogate(low))
            {
                return char.ConvertToUtf32((char)high, low);
            }

            _at = begin;
        }

        return high;
    }

    private int TakeHex(int length) =>
        int.TryParse(Take(length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code >= 0 ? code : throw NotUnderstood();
}
