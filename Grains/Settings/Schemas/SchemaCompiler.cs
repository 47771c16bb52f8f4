using System.Text.Json;
using Actors.Settings.Json;

namespace Actors.Settings.Schemas;

/// <summary>Checks that a schema says only what is understood here, and prepares its patterns and references.</summary>
/// <param name="root">The schema.</param>
/// <param name="isStored">Whether it was in force before, so that what it asks for has to be there in any case.</param>
internal sealed class SchemaCompiler(Node root, bool isStored)
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";
    private const int MaxErrors = 50;

    private readonly HashSet<Node> _seen = new(ReferenceEqualityComparer.Instance);

    public Dictionary<string, SchemaPattern> Patterns { get; } = [];

    public Dictionary<string, Node> References { get; } = [];

    public List<SettingsError> Errors { get; } = [];

    public void Check(Node schema, string path)
    {
        if (!_seen.Add(schema))
        {
            return;
        }

        if (schema is ObjectNode keywords)
        {
            foreach (var keyword in keywords.Members)
            {
                CheckKeyword(keyword, JsonPointer.Append(path, keyword.Name));
            }
        }
        else if (schema is not ScalarNode { Kind: JsonTokenType.True or JsonTokenType.False })
        {
            Refuse(path, "A schema is an object, true or false.");
        }
    }

    private void CheckKeyword(Member keyword, string path)
    {
        if (!SchemaKeywords.All.TryGetValue(keyword.Name, out var shape))
        {
            if (!keyword.Name.StartsWith("x-", StringComparison.Ordinal))
            {
                Refuse(path, "The keyword is not among those that are understood.");
            }

            return;
        }

        var fits = shape switch
        {
            KeywordShape.Annotation => true,
            KeywordShape.Schema => CheckSchemas([new Member("", default, keyword.Value)], _ => path),
            KeywordShape.Schemas => keyword.Value is ArrayNode { Items: { IsEmpty: false } schemas }
                && CheckSchemas(schemas.Select((schema, i) => new Member($"{i}", default, schema)), name => $"{path}/{name}"),
            KeywordShape.SchemaMap => keyword.Value is ObjectNode map && CheckSchemas(map.Members, name => JsonPointer.Append(path, name)),
            KeywordShape.PatternMap => keyword.Value is ObjectNode map && map.Members.All(member => AddPattern(member.Name))
                && CheckSchemas(map.Members, name => JsonPointer.Append(path, name)),
            KeywordShape.Number => keyword.Value is ScalarNode { Kind: JsonTokenType.Number },
            KeywordShape.PositiveNumber => keyword.Value is ScalarNode { Kind: JsonTokenType.Number } number && new JsonNumber(number.Raw).Sign > 0,
            KeywordShape.Count => SchemaValues.CountOf(keyword.Value) is not null,
            KeywordShape.Flag => keyword.Value is ScalarNode { Kind: JsonTokenType.True or JsonTokenType.False },
            KeywordShape.Names => IsNames(keyword.Value),
            KeywordShape.NameMap => keyword.Value is ObjectNode map && map.Members.All(member => IsNames(member.Value)),
            KeywordShape.Values => keyword.Value is ArrayNode,
            KeywordShape.Types => SchemaValues.TextsOf(keyword.Value) is { IsEmpty: false } types && types.All(SchemaTypes.IsKnown),
            KeywordShape.Pattern => SchemaValues.TextOf(keyword.Value) is { } pattern && AddPattern(pattern),
            KeywordShape.Format => SchemaValues.TextOf(keyword.Value) is { } format && SchemaFormats.IsUnderstood(format),
            KeywordShape.Draft => SchemaValues.TextOf(keyword.Value) is Draft or $"{Draft}#",
            KeywordShape.Identifier => path == "/$id" && SchemaValues.TextOf(keyword.Value) is not null,
            KeywordShape.Reference => SchemaValues.TextOf(keyword.Value) is { } reference && AddReference(reference),
            _ => throw new InvalidOperationException($"Unmapped shape '{shape}'."),
        };

        if (!fits)
        {
            Refuse(path, "The value is not what this keyword takes, or not of a kind that is understood.");
        }
    }

    private bool CheckSchemas(IEnumerable<Member> schemas, Func<string, string> pathOf)
    {
        foreach (var schema in schemas)
        {
            Check(schema.Value, pathOf(schema.Name));
        }

        return true;
    }

    private static bool IsNames(Node node) => node is ArrayNode array && array.Items.All(item => SchemaValues.TextOf(item) is not null);

    private bool AddPattern(string pattern)
    {
        if (Patterns.ContainsKey(pattern))
        {
            return true;
        }

        if (SchemaPattern.TryRead(pattern, out var read) || isStored)
        {
            Patterns.Add(pattern, read ?? SchemaPattern.AsDotNetReads(pattern));
        }

        return Patterns.ContainsKey(pattern);
    }

    /// <summary>Only into this schema: nothing is fetched from anywhere.</summary>
    private bool AddReference(string reference)
    {
        if (reference is not ['#', .. var fragment]
            || !JsonPointer.TryParse(Uri.UnescapeDataString(fragment), out var segments)
            || JsonPointer.Find(root, segments.Value.AsSpan()) is not { } target)
        {
            return false;
        }

        References[reference] = target;
        Check(target, Uri.UnescapeDataString(fragment));
        return true;
    }

    private void Refuse(string path, string message)
    {
        if (Errors.Count < MaxErrors)
        {
            Errors.Add(new SettingsError(path, SettingsErrorCodes.InvalidSchema, message));
        }
    }
}
