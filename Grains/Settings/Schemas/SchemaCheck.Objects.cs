using System.Collections.Immutable;
using Actors.Settings.Json;

namespace Actors.Settings.Schemas;

internal sealed partial class SchemaCheck
{
    private bool FitsObject(ObjectNode rule, string keyword, Node expected, ObjectNode value, SchemaPlace place)
    {
        switch (keyword)
        {
            case "properties":
                var rules = new MemberIndex(((ObjectNode)expected).Members);
                return Each(value, member => rules.Find(member.Name) is >= 0 and var at ? ((ObjectNode)expected).Members[at].Value : null, place);
            case "patternProperties":
                return FitsPatterns((ObjectNode)expected, value, place);
            case "additionalProperties":
                return FitsAdditional(rule, expected, value, place);
            case "propertyNames":
                return Every(value.Members, member => Would(expected, ScalarNode.Text(member.Name), place)
                    || Fail(place.Member(member.Name), "property_names", "The member's name is not allowed."));
            case "required":
                return _partial || FitsRequired(expected, value, place);
            case "minProperties":
                return _partial || value.Members.Length >= SchemaValues.CountOf(expected) || Fail(place, "min_properties", "The object has too few members.");
            case "maxProperties":
                return value.Members.Length <= SchemaValues.CountOf(expected) || Fail(place, "max_properties", "The object has too many members.");
            case "dependentRequired":
                return _partial || Every(((ObjectNode)expected).Members, member =>
                    value.IndexOf(member.Name) < 0 || FitsRequired(member.Value, value, place));
            case "dependentSchemas":
                return Every(((ObjectNode)expected).Members, member =>
                    value.IndexOf(member.Name) < 0 || Fits(member.Value, value, place));
            default:
                return true;
        }
    }

    private bool Each(ObjectNode value, Func<Member, Node?> ruleOf, SchemaPlace place) =>
        Every(value.Members, member => ruleOf(member) is not { } rule || Fits(rule, member.Value, place.Member(member.Name)));

    /// <summary>Asks on after one that does not fit: each is told.</summary>
    private static bool Every(ImmutableArray<Member> members, Func<Member, bool> fits)
    {
        var all = true;

        foreach (var member in members)
        {
            all &= fits(member);
        }

        return all;
    }

    private bool FitsPatterns(ObjectNode patterns, ObjectNode value, SchemaPlace place)
    {
        var fits = true;

        foreach (var pattern in patterns.Members)
        {
            var regex = schema.PatternOf(pattern.Name);
            fits &= Each(value, member => regex.IsMatch(member.Name) ? pattern.Value : null, place);
        }

        return fits;
    }

    /// <summary>Members that neither <c>properties</c> nor <c>patternProperties</c> beside it names.</summary>
    private bool FitsAdditional(ObjectNode rule, Node expected, ObjectNode value, SchemaPlace place)
    {
        var named = new MemberIndex(rule.Find("properties") is ObjectNode properties ? properties.Members : []);
        var patterns = rule.Find("patternProperties") is ObjectNode map ? map.Members : [];

        return Each(
            value,
            member => named.Find(member.Name) >= 0 || patterns.Any(pattern => schema.PatternOf(pattern.Name).IsMatch(member.Name)) ? null : expected,
            place);
    }

    private bool FitsRequired(Node expected, ObjectNode value, SchemaPlace place)
    {
        var index = new MemberIndex(value.Members);
        var fits = true;

        foreach (var name in SchemaValues.TextsOf(expected)!.Value)
        {
            fits &= index.Find(name) >= 0 || Fail(place.Member(name), "required", "The member is required.");
        }

        return fits;
    }
}
