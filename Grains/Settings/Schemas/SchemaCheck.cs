using System.Text.Json;
using Actors.Settings.Json;

namespace Actors.Settings.Schemas;

/// <summary>One walk over a document and its schema.</summary>
/// <param name="schema">The schema.</param>
/// <param name="partial">
/// Whether members may be missing that come later, as in defaults. Then more of the alternatives fit than will in the end: of <c>oneOf</c>
/// one at least has to, and what <c>not</c> and <c>if</c> will say is not known yet.
/// </param>
internal sealed partial class SchemaCheck(JsonSchema schema, bool partial)
{
    private const int MaxErrors = 50;

    /// <summary>References may go in circles, and alternatives may multiply: both end here.</summary>
    private const int MaxDepth = 300;
    private const int MaxSteps = 500_000;

    /// <summary>Only objects merge: a text or an array counts whole, with all that is in it.</summary>
    private bool _partial = partial;

    private int _depth;
    private int _steps;

    /// <summary>Above 0 the walk only asks whether an alternative fits; what is wrong with it is nobody's concern.</summary>
    private int _silent;

    public List<SettingsError> Errors { get; } = [];

    public bool Fits(Node rule, Node value, SchemaPlace place)
    {
        if (rule is not ObjectNode keywords)
        {
            return rule is ScalarNode { Kind: JsonTokenType.True } || Fail(place, "not_allowed", "Nothing is allowed here.");
        }

        if (++_steps > MaxSteps || _depth >= MaxDepth)
        {
            _silent = 0;
            return Fail(SchemaPlace.Root, "schema_too_costly", "The schema takes too long to check against this document.");
        }

        _depth++;
        var (fits, wasPartial) = (true, _partial);
        _partial &= value is ObjectNode;

        foreach (var keyword in keywords.Members)
        {
            fits &= Fits(keywords, keyword.Name, keyword.Value, value, place);
        }

        _depth--;
        _partial = wasPartial;
        return fits;
    }

    private bool Fits(ObjectNode rule, string keyword, Node expected, Node value, SchemaPlace place) => keyword switch
    {
        "$ref" => Fits(schema.Referenced(SchemaValues.TextOf(expected)!), value, place),
        "type" => SchemaValues.TextsOf(expected)!.Value is var types
            && (types.Any(type => SchemaTypes.Fits(type, value)) || Fail(place, "type", $"The value must be of type {string.Join(" or ", types)}.")),
        "enum" => ((ArrayNode)expected).Items.Any(value.SameValue) || Fail(place, "enum", "The value is not among those that are allowed."),
        "const" => value.SameValue(expected) || Fail(place, "const", "The value is not the one that is allowed."),
        "allOf" => All((ArrayNode)expected, value, place),
        "anyOf" => ((ArrayNode)expected).Items.Any(branch => Would(branch, value, place)) || Fail(place, "any_of", "The value fits none of the alternatives."),
        "oneOf" => ((ArrayNode)expected).Items.Count(branch => Would(branch, value, place)) is var fitting && (fitting == 1 || (_partial && fitting > 1))
            || Fail(place, "one_of", "The value must fit exactly one of the alternatives."),
        "not" => _partial || !Would(expected, value, place) || Fail(place, "not", "The value is of a kind that is not allowed."),
        "if" => _partial || rule.Find(Would(expected, value, place) ? "then" : "else") is not { } branch || Fits(branch, value, place),
        _ => value switch
        {
            ObjectNode members => FitsObject(rule, keyword, expected, members, place),
            ArrayNode items => FitsArray(rule, keyword, expected, items, place),
            ScalarNode { Kind: JsonTokenType.Number } number => FitsNumber(keyword, expected, number, place),
            ScalarNode { Kind: JsonTokenType.String } text => FitsText(keyword, expected, text, place),
            _ => true,
        },
    };

    private bool All(ArrayNode branches, Node value, SchemaPlace place)
    {
        var fits = true;

        foreach (var branch in branches.Items)
        {
            fits &= Fits(branch, value, place);
        }

        return fits;
    }

    private bool Would(Node rule, Node value, SchemaPlace place)
    {
        _silent++;
        var fits = Fits(rule, value, place);
        _silent = Math.Max(0, _silent - 1);
        return fits;
    }

    private bool Fail(SchemaPlace place, string code, string message)
    {
        if (_silent == 0 && Errors.Count < MaxErrors)
        {
            Errors.Add(new SettingsError(place.ToString(), code, message));
        }

        return false;
    }
}
