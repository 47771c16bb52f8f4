using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Actors.Settings.Schemas;

/// <summary>The general categories of Unicode under their short names, which <c>\p</c> takes.</summary>
internal static class PatternCategories
{
    private const int Count = 0x110000;

    /// <summary>In the order of <see cref="UnicodeCategory"/>.</summary>
    private static readonly ImmutableArray<string> Names =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
        "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    // A look at each code point there is, so it is taken once.
    private static readonly FrozenDictionary<string, CodePoints> All = Read();

    /// <returns>Null where the name is none of them.</returns>
    public static CodePoints? Find(string name) => All.GetValueOrDefault(name);

    private static FrozenDictionary<string, CodePoints> Read()
    {
        var ranges = Names.ToDictionary(name => name, _ => new List<CodePointRange>());

        for (var (from, next) = (0, 1); next <= Count; next++)
        {
            if (next == Count || CharUnicodeInfo.GetUnicodeCategory(next) != CharUnicodeInfo.GetUnicodeCategory(from))
            {
                ranges[Names[(int)CharUnicodeInfo.GetUnicodeCategory(from)]].Add(new(from, next - 1));
                from = next;
            }
        }

        return Names.Select(name => (Name: name, Of: new[] { name }))
            .Concat(Names.GroupBy(name => name[..1]).Select(group => (Name: group.Key, Of: group.ToArray())))
            .Append((Name: "LC", Of: ["Lu", "Ll", "Lt"]))
            .ToFrozenDictionary(category => category.Name, category => CodePoints.Of(category.Of.SelectMany(name => ranges[name])));
    }
}
