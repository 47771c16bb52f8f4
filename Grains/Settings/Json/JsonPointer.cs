using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Actors.Settings.Json;

/// <summary>RFC 6901 pointers as their unescaped segments.</summary>
internal static class JsonPointer
{
    public static bool TryParse(string text, [NotNullWhen(true)] out ImmutableArray<string>? segments)
    {
        segments = text switch
        {
            "" => [],
            ['/', ..] when HasOnlyKnownEscapes(text) => [.. text[1..].Split('/').Select(Unescape)],
            _ => null,
        };

        return segments is not null;
    }

    /// <summary>The pointer to a member of what <paramref name="pointer"/> names.</summary>
    public static string Append(string pointer, string name) => $"{pointer}/{Escape(name)}";

    /// <summary>The pointer to an item of what <paramref name="pointer"/> names.</summary>
    public static string Append(string pointer, int index) => string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}");

    public static string Escape(string segment) =>
        segment.AsSpan().ContainsAny('~', '/') ? segment.Replace("~", "~0").Replace("/", "~1") : segment;

    /// <summary>What the pointer names; null where there is nothing.</summary>
    public static Node? Find(Node root, ReadOnlySpan<string> segments)
    {
        Node? node = root;

        for (var i = 0; i < segments.Length && node is not null; i++)
        {
            node = node switch
            {
                ObjectNode tree => tree.Find(segments[i]),
                ArrayNode list when TryParseIndex(segments[i], out var at) && at < list.Items.Length => list.Items[at],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>An index as RFC 6901 writes it: decimal, no sign, no leading zero.</summary>
    public static bool TryParseIndex(string segment, out int index)
    {
        index = -1;
        return segment is "0" or [>= '1' and <= '9', ..]
            && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    private static string Unescape(string segment) =>
        segment.Contains('~') ? segment.Replace("~1", "/").Replace("~0", "~") : segment;

    private static bool HasOnlyKnownEscapes(string text)
    {
        for (var i = text.IndexOf('~'); i >= 0; i = text.IndexOf('~', i + 1))
        {
            if (i + 1 == text.Length || text[i + 1] is not ('0' or '1'))
            {
                return false;
            }
        }

        return true;
    }
}
