using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Actors.Settings.Json;

namespace Actors.Settings.Schemas;

/// <summary>Reads the values of keywords.</summary>
internal static class SchemaValues
{
    public static string? TextOf(Node? node) => node is ScalarNode { Kind: JsonTokenType.String } text ? text.GetString() : null;

    /// <summary>One text, or an array of nothing else; null when it is neither.</summary>
    public static ImmutableArray<string>? TextsOf(Node? node)
    {
        if (TextOf(node) is { } single)
        {
            return [single];
        }

        var texts = node is ArrayNode array ? array.Items.Select(TextOf).ToArray() : null;
        return texts is null || texts.Contains(null) ? null : [.. texts!];
    }

    /// <summary>A number that counts something; null when it is none. One of which no document has so many is taken for the largest.</summary>
    public static int? CountOf(Node? node) =>
        node is ScalarNode { Kind: JsonTokenType.Number } number
        && double.TryParse(number.Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
        && count >= 0 && count == Math.Floor(count)
            ? (int)Math.Min(count, int.MaxValue)
            : null;
}
