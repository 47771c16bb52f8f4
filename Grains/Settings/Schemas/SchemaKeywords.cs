using System.Collections.Frozen;

namespace Actors.Settings.Schemas;

/// <summary>What a keyword's value must be.</summary>
internal enum KeywordShape
{
    Annotation,
    Schema,
    Schemas,
    SchemaMap,
    PatternMap,
    Number,
    PositiveNumber,
    Count,
    Flag,
    Names,
    NameMap,
    Values,
    Types,
    Pattern,
    Format,
    Reference,
    Draft,
    Identifier,
}

/// <summary>The subset of JSON Schema draft 2020-12 that documents are checked by.</summary>
/// <remarks>
/// Not in it: <c>unevaluatedProperties</c>, <c>unevaluatedItems</c>, anchors, dynamic references, references to other documents or from
/// one that has an <c>$id</c> of its own within the schema, vocabularies, other drafts, and some formats. A schema that uses what is not here is refused, for a rule that silently does nothing is worse than none.
/// </remarks>
internal static class SchemaKeywords
{
    public static readonly FrozenDictionary<string, KeywordShape> All = new Dictionary<string, KeywordShape>
    {
        ["$schema"] = KeywordShape.Draft,
        ["$id"] = KeywordShape.Identifier,
        ["$comment"] = KeywordShape.Annotation,
        ["title"] = KeywordShape.Annotation,
        ["description"] = KeywordShape.Annotation,
        ["default"] = KeywordShape.Annotation,
        ["examples"] = KeywordShape.Annotation,
        ["deprecated"] = KeywordShape.Annotation,
        ["readOnly"] = KeywordShape.Annotation,
        ["writeOnly"] = KeywordShape.Annotation,
        ["const"] = KeywordShape.Annotation,
        ["$defs"] = KeywordShape.SchemaMap,
        ["$ref"] = KeywordShape.Reference,
        ["type"] = KeywordShape.Types,
        ["enum"] = KeywordShape.Values,
        ["allOf"] = KeywordShape.Schemas,
        ["anyOf"] = KeywordShape.Schemas,
        ["oneOf"] = KeywordShape.Schemas,
        ["not"] = KeywordShape.Schema,
        ["if"] = KeywordShape.Schema,
        ["then"] = KeywordShape.Schema,
        ["else"] = KeywordShape.Schema,
        ["properties"] = KeywordShape.SchemaMap,
        ["patternProperties"] = KeywordShape.PatternMap,
        ["additionalProperties"] = KeywordShape.Schema,
        ["propertyNames"] = KeywordShape.Schema,
        ["required"] = KeywordShape.Names,
        ["minProperties"] = KeywordShape.Count,
        ["maxProperties"] = KeywordShape.Count,
        ["dependentRequired"] = KeywordShape.NameMap,
        ["dependentSchemas"] = KeywordShape.SchemaMap,
        ["prefixItems"] = KeywordShape.Schemas,
        ["items"] = KeywordShape.Schema,
        ["contains"] = KeywordShape.Schema,
        ["minContains"] = KeywordShape.Count,
        ["maxContains"] = KeywordShape.Count,
        ["minItems"] = KeywordShape.Count,
        ["maxItems"] = KeywordShape.Count,
        ["uniqueItems"] = KeywordShape.Flag,
        ["minimum"] = KeywordShape.Number,
        ["maximum"] = KeywordShape.Number,
        ["exclusiveMinimum"] = KeywordShape.Number,
        ["exclusiveMaximum"] = KeywordShape.Number,
        ["multipleOf"] = KeywordShape.PositiveNumber,
        ["minLength"] = KeywordShape.Count,
        ["maxLength"] = KeywordShape.Count,
        ["pattern"] = KeywordShape.Pattern,
        ["format"] = KeywordShape.Format,
    }.ToFrozenDictionary();
}
