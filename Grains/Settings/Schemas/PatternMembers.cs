using System.Globalization;
using System.Text;

namespace Actors.Settings.Schemas;

/// <summary>What a class of a pattern names. .NET would take a character beyond the BMP for two members, so those are told apart.</summary>
internal sealed class PatternMembers
{
    private const string LowHalves = @"[\uDC00-\uDFFF]";
    private const int FirstPair = 0x10000;
    private const int LastPair = 0x10FFFF;

    private readonly StringBuilder _text = new();
    private readonly List<(int From, int To)> _pairs = [];

    private PatternMembers()
    {
    }

    /// <summary>The members within the BMP, as they stand between brackets.</summary>
    public string Text => _text.ToString();

    public bool HasPairs => _pairs.Count > 0;

    /// <summary>A pattern of the members beyond the BMP.</summary>
    public string Pairs => string.Join('|', _pairs.SelectMany(Ranges));

    /// <summary>A pattern of all others beyond the BMP; empty where there is none.</summary>
    public string OtherPairs
    {
        get
        {
            var others = new List<(int From, int To)>();
            var next = FirstPair;

            foreach (var (from, to) in _pairs.Order())
            {
                others.Add((next, from - 1));
                next = Math.Max(next, to + 1);
            }

            others.Add((next, LastPair));
            return string.Join('|', others.Where(range => range.From <= range.To).SelectMany(Ranges));
        }
    }

    /// <summary>Whether one of the members names all but a few characters.</summary>
    public bool NamesAll { get; private set; }

    /// <summary>Reads up to the bracket that closes, or to the end.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="at">Where the members begin; left at the bracket.</param>
    /// <param name="membersOf">The members that an escape stands for; null for one that stands for a single character.</param>
    public static PatternMembers Read(string pattern, ref int at, Func<string, string?> membersOf)
    {
        var (members, first) = (new PatternMembers(), at);

        // What may begin a range, and whether one has begun with it.
        var (begin, hasBegun) = ((string?)null, false);

        while (at < pattern.Length && (pattern[at] != ']' || at == first))
        {
            var length = at + 1 < pattern.Length && (pattern[at] == '\\' || char.IsSurrogatePair(pattern[at], pattern[at + 1])) ? 2 : 1;
            var member = pattern[at..(at += length)];

            if (hasBegun)
            {
                members.AddRange(begin!, member);
                (begin, hasBegun) = (null, false);
            }
            else if (membersOf(member) is { } several)
            {
                members.Add(begin);
                members._text.Append(several);
                members.NamesAll |= char.IsUpper(member[1]);
                begin = null;
            }
            else if (member == "-" && begin is not null)
            {
                hasBegun = true;
            }
            else
            {
                members.Add(begin);
                begin = member;
            }
        }

        members.Add(begin);
        members.Add(hasBegun ? "-" : null);
        return members;
    }

    private void Add(string? member)
    {
        if (IsPair(member))
        {
            _pairs.Add((CodeOf(member!), CodeOf(member!)));
        }
        else
        {
            _text.Append(member == "]" ? @"\]" : member);
        }
    }

    private void AddRange(string from, string to)
    {
        // One that runs backwards the engine refuses, by whatever halves it is written.
        if (!IsPair(to) || (IsPair(from) && CodeOf(from) > CodeOf(to)))
        {
            _text.Append(from).Append('-').Append(to);
            return;
        }

        if (!IsPair(from))
        {
            _text.Append(from).Append(@"-\uD7FF\uE000-\uFFFF");
        }

        _pairs.Add((IsPair(from) ? CodeOf(from) : FirstPair, CodeOf(to)));
    }

    /// <summary>From one pair to another: those with the first's high half, those with all between, and those with the last's.</summary>
    private static IEnumerable<string> Ranges((int From, int To) range)
    {
        var (from, to) = (char.ConvertFromUtf32(range.From), char.ConvertFromUtf32(range.To));

        if (from[0] == to[0])
        {
            return [$"{Escaped(from[0])}[{Escaped(from[1])}-{Escaped(to[1])}]"];
        }

        var between = from[0] + 1 < to[0] ? new[] { $"[{Escaped((char)(from[0] + 1))}-{Escaped((char)(to[0] - 1))}]{LowHalves}" } : [];
        return [$@"{Escaped(from[0])}[{Escaped(from[1])}-\uDFFF]", .. between, $@"{Escaped(to[0])}[\uDC00-{Escaped(to[1])}]"];
    }

    private static bool IsPair(string? member) => member is [var high, var low] && char.IsSurrogatePair(high, low);

    private static int CodeOf(string pair) => char.ConvertToUtf32(pair[0], pair[1]);

    private static string Escaped(char half) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)half:X4}");
}
