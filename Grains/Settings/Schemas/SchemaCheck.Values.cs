using Actors.Settings.Json;

namespace Actors.Settings.Schemas;

internal sealed partial class SchemaCheck
{
    private bool FitsNumber(string keyword, Node expected, ScalarNode number, SchemaPlace place)
    {
        if (keyword is not ("minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf"))
        {
            return true;
        }

        var value = new JsonNumber(number.Raw);
        var bound = new JsonNumber(((ScalarNode)expected).Raw);

        return keyword switch
        {
            "minimum" => value.CompareTo(bound) >= 0 || Fail(place, "minimum", "The number is too small."),
            "maximum" => value.CompareTo(bound) <= 0 || Fail(place, "maximum", "The number is too large."),
            "exclusiveMinimum" => value.CompareTo(bound) > 0 || Fail(place, "exclusive_minimum", "The number is too small."),
            "exclusiveMaximum" => value.CompareTo(bound) < 0 || Fail(place, "exclusive_maximum", "The number is too large."),
            _ => value.IsMultipleOf(bound) || Fail(place, "multiple_of", "The number is not a multiple of the one that is given."),
        };
    }

    private bool FitsText(string keyword, Node expected, ScalarNode text, SchemaPlace place) => keyword switch
    {
        "minLength" => LengthOf(text) >= SchemaValues.CountOf(expected) || Fail(place, "min_length", "The text is too short."),
        "maxLength" => LengthOf(text) <= SchemaValues.CountOf(expected) || Fail(place, "max_length", "The text is too long."),
        "pattern" => schema.PatternOf(SchemaValues.TextOf(expected)!).IsMatch(text.GetString()) || Fail(place, "pattern", "The text does not have the required pattern."),
        "format" => SchemaValues.TextOf(expected)! is var format
            && (SchemaFormats.Fits(format, text.GetString()) || Fail(place, "format", $"The text is not in the format {format}.")),
        _ => true,
    };

    private bool FitsArray(ObjectNode rule, string keyword, Node expected, ArrayNode array, SchemaPlace place)
    {
        switch (keyword)
        {
            case "prefixItems":
                return Each(array.Items.Zip(((ArrayNode)expected).Items), 0, place);
            case "items":
                var prefix = rule.Find("prefixItems") is ArrayNode before ? before.Items.Length : 0;
                return Each(array.Items.Skip(prefix).Select(item => (item, expected)), prefix, place);
            case "contains":
                return FitsContains(rule, expected, array, place);
            case "minItems":
                return array.Items.Length >= SchemaValues.CountOf(expected) || Fail(place, "min_items", "The array has too few items.");
            case "maxItems":
                return array.Items.Length <= SchemaValues.CountOf(expected) || Fail(place, "max_items", "The array has too many items.");
            case "uniqueItems":
                return !SchemaTypes.IsTrue(expected)
                    || array.Items.Distinct(NodeValues.Instance).Count() == array.Items.Length
                    || Fail(place, "unique_items", "Items of the array are equal.");
            default:
                return true;
        }
    }

    private bool Each(IEnumerable<(Node Item, Node Rule)> items, int first, SchemaPlace place)
    {
        var fits = true;

        foreach (var (item, rule) in items)
        {
            fits &= Fits(rule, item, place.Item(first++));
        }

        return fits;
    }

    private bool FitsContains(ObjectNode rule, Node expected, ArrayNode array, SchemaPlace place)
    {
        var count = array.Items.Count(item => Would(expected, item, place));

        return (count >= (SchemaValues.CountOf(rule.Find("minContains")) ?? 1) || Fail(place, "contains", "Too few items are of the required kind."))
            && (count <= (SchemaValues.CountOf(rule.Find("maxContains")) ?? int.MaxValue) || Fail(place, "contains", "Too many items are of the required kind."));
    }

    /// <summary>In code points, as the draft counts.</summary>
    private static int LengthOf(ScalarNode text)
    {
        var value = text.GetString();
        return value.Length - value.Count(char.IsLowSurrogate);
    }
}
