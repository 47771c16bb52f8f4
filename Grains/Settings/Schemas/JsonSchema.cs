using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Actors.Settings.Json;

namespace Actors.Settings.Schemas;

/// <summary>A schema that documents are checked by (draft 2020-12, <see cref="SchemaKeywords"/>). Numbers are compared exactly.</summary>
internal sealed class JsonSchema
{
    private readonly Node _root;
    private readonly SchemaCompiler _compiled;

    private JsonSchema(Node root, SchemaCompiler compiled)
    {
        _root = root;
        _compiled = compiled;
    }

    public static bool TryCompile(Node root, [NotNullWhen(true)] out JsonSchema? schema, out ImmutableArray<SettingsError> errors)
    {
        var compiler = new SchemaCompiler(root, isStored: false);
        compiler.Check(root, "");
        errors = [.. compiler.Errors];
        schema = errors.IsEmpty ? new JsonSchema(root, compiler) : null;
        return schema is not null;
    }

    /// <summary>One that was in force before, and is not judged again: what is understood may have become less since.</summary>
    public static JsonSchema Stored(Node root)
    {
        var compiler = new SchemaCompiler(root, isStored: true);
        compiler.Check(root, "");
        return new JsonSchema(root, compiler);
    }

    /// <summary>What breaks the schema, with its pointer; empty when nothing does.</summary>
    /// <param name="document">The document.</param>
    /// <param name="partial">Whether members may be missing, as in defaults.</param>
    public ImmutableArray<SettingsError> Validate(Node document, bool partial = false)
    {
        var check = new SchemaCheck(this, partial);
        check.Fits(_root, document, SchemaPlace.Root);
        return [.. check.Errors];
    }

    public SchemaPattern PatternOf(string pattern) => _compiled.Patterns[pattern];

    public Node Referenced(string reference) => _compiled.References[reference];
}
