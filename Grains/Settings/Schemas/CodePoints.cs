using System.Collections.Immutable;

namespace Actors.Settings.Schemas;

internal readonly record struct CodePointRange(int From, int To)
{
    public CodePointRange(int only)
        : this(only, only)
    {
    }
}

/// <summary>A set of code points.</summary>
internal sealed class CodePoints
{
    private const int Last = 0x10FFFF;

    public static readonly CodePoints Digits = Of(new CodePointRange('0', '9'));
    public static readonly CodePoints Words = Of(new('0', '9'), new('A', 'Z'), new('_'), new('a', 'z'));
    public static readonly CodePoints Spaces = Of(
        new('\t', '\r'), new(' '), new(0xA0), new(0x1680), new(0x2000, 0x200A), new(0x2028, 0x2029), new(0x202F), new(0x205F), new(0x3000), new(0xFEFF));
    public static readonly CodePoints InLine = Of(new('\n'), new('\r'), new(0x2028, 0x2029)).Others;

    private CodePoints(ImmutableArray<CodePointRange> ranges, CodePoints? others = null) =>
        (Ranges, Others) = (ranges, others ?? new CodePoints(Between(ranges), this));

    /// <summary>In order; between two of them there is a code point that is not in the set.</summary>
    public ImmutableArray<CodePointRange> Ranges { get; }

    /// <summary>All that are not in this one.</summary>
    public CodePoints Others { get; }

    public static CodePoints Of(params IEnumerable<CodePointRange> ranges)
    {
        var merged = ImmutableArray.CreateBuilder<CodePointRange>();

        foreach (var (from, to) in ranges.OrderBy(range => range.From))
        {
            if (merged.Count > 0 && from <= merged[^1].To + 1)
            {
                merged[^1] = new(merged[^1].From, Math.Max(merged[^1].To, to));
            }
            else
            {
                merged.Add(new(from, to));
            }
        }

        return new CodePoints(merged.ToImmutable());
    }

    private static ImmutableArray<CodePointRange> Between(ImmutableArray<CodePointRange> ranges)
    {
        var others = ImmutableArray.CreateBuilder<CodePointRange>(ranges.Length + 1);
        var next = 0;

        foreach (var (from, to) in ranges)
        {
            if (next < from)
            {
                others.Add(new(next, from - 1));
            }

            next = to + 1;
        }

        if (next <= Last)
        {
            others.Add(new(next, Last));
        }

        return others.ToImmutable();
    }
}
