using Actors.Settings.Json;

namespace Actors.Settings.Schemas;

internal sealed partial class SchemaCheck
{
    private bool FitsNumber(string keyword, Node expected, ScalarNode number, string path)
    {
        if (keyword is not ("minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf"))
        {
            return true;
        }

        var value = new JsonNumber(number.Raw);
        var bound = new JsonNumber(((ScalarNode)expected).Raw);

        return keyword switch
        {
            "minimum" => value.CompareTo(bound) >= 0 || Fail(path, "minimum", "The number is too small."),
            "maximum" => value.CompareTo(bound) <= 0 || Fail(path, "maximum", "The number is too large."),
            "exclusiveMinimum" => value.CompareTo(bound) > 0 || Fail(path, "exclusive_minimum", "The number is too small."),
            "exclusiveMaximum" => value.CompareTo(bound) < 0 || Fail(path, "exclusive_maximum", "The number is too large."),
            _ => value.IsMultipleOf(bound) || Fail(path, "multiple_of", "The number is not a multiple of the one that is given."),
        };
    }

    private bool FitsText(string keyword, Node expected, ScalarNode text, string path) => keyword switch
    {
        "minLength" => LengthOf(text) >= SchemaValues.CountOf(expected) || Fail(path, "min_length", "The text is too short."),
        "maxLength" => LengthOf(text) <= SchemaValues.CountOf(expected) || Fail(path, "max_length", "The text is too long."),
        "pattern" => schema.PatternOf(SchemaValues.TextOf(expected)!).IsMatch(text.GetString()) || Fail(path, "pattern", "The text does not have the required pattern."),
        "format" => SchemaValues.TextOf(expected)! is var format
            && (SchemaFormats.Fits(format, text.GetString()) || Fail(path, "format", $"The text is not in the format {format}.")),
        _ => true,
    };

    private bool FitsArray(ObjectNode rule, string keyword, Node expected, ArrayNode array, string path)
    {
        switch (keyword)
        {
            case "prefixItems":
                return Each(array.Items.Zip(((ArrayNode)expected).Items), 0, path);
            case "items":
                var prefix = rule.Find("prefixItems") is ArrayNode before ? before.Items.Length : 0;
                return Each(array.Items.Skip(prefix).Select(item => (item, expected)), prefix, path);
            case "contains":
                return FitsContains(rule, expected, array, path);
            case "minItems":
                return array.Items.Length >= SchemaValues.CountOf(expected) || Fail(path, "min_items", "The array has too few items.");
            case "maxItems":
                return array.Items.Length <= SchemaValues.CountOf(expected) || Fail(path, "max_items", "The array has too many items.");
            case "uniqueItems":
                return !SchemaTypes.IsTrue(expected)
                    || array.Items.Distinct(NodeValues.Instance).Count() == array.Items.Length
                    || Fail(path, "unique_items", "Items of the array are equal.");
            default:
                return true;
        }
    }

    private bool Each(IEnumerable<(Node Item, Node Rule)> items, int first, string path)
    {
        var fits = true;

        foreach (var (item, rule) in items)
        {
            fits &= Fits(rule, item, $"{path}/{first++}");
        }

        return fits;
    }

    private bool FitsContains(ObjectNode rule, Node expected, ArrayNode array, string path)
    {
        var count = array.Items.Count(item => Would(expected, item, path));

        return (count >= (SchemaValues.CountOf(rule.Find("minContains")) ?? 1) || Fail(path, "contains", "Too few items are of the required kind."))
            && (count <= (SchemaValues.CountOf(rule.Find("maxContains")) ?? int.MaxValue) || Fail(path, "contains", "Too many items are of the required kind."));
    }

    /// <summary>In code points, as the draft counts.</summary>
    private static int LengthOf(ScalarNode text)
    {
        var value = text.GetString();
        return value.Length - value.Count(char.IsLowSurrogate);
    }
}
