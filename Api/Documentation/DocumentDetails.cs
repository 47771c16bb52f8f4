using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Actors.Api.Documentation;

/// <summary>Describes tags, headers and the fields of every schema out of the <see cref="Glossary"/>, and gives each JSON body an example made of theirs.</summary>
internal sealed class DocumentDetails : IOpenApiDocumentTransformer
{
    private const int MaxExampleDepth = 5;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description = Glossary.All.Tags.GetValueOrDefault(tag.Name!);
        }

        foreach (var (name, word) in Glossary.All.ResponseHeaders)
        {
            document.AddComponent<IOpenApiHeader>(name, new OpenApiHeader
            {
                Description = word.Meaning,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = word.Example?.DeepClone(),
            });
        }

        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            Describe(name, schema);
        }

        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(pair => pair.Value))
        {
            GiveExamples(operation);
        }

        return Task.CompletedTask;
    }

    private static void Describe(string name, IOpenApiSchema schema)
    {
        AllowAnyMember(schema);

        foreach (var (field, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (Glossary.All.FieldOf(name, field) is not { } word)
            {
                continue;
            }

            property.Description = word.Meaning;
            AllowAnyMember(property);

            if (property is OpenApiSchema own && word.Example is not null)
            {
                own.Examples = [word.Example.DeepClone()];
            }
        }
    }

    /// <summary>An object of which no member is known may have any: clients that are generated from the document take it for an empty one else.</summary>
    private static void AllowAnyMember(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema { Type: JsonSchemaType.Object, Properties: null or { Count: 0 }, AdditionalProperties: null } free)
        {
            free.AdditionalProperties = new OpenApiSchema();
        }
    }

    private static void GiveExamples(OpenApiOperation operation)
    {
        var answers = (operation.Responses ?? []).Where(pair => pair.Key[0] == '2').SelectMany(pair => pair.Value.Content ?? new Dictionary<string, OpenApiMediaType>());

        foreach (var (_, media) in (operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>()).Concat(answers))
        {
            if (media is { Schema: { } schema, Example: null, Examples: null or { Count: 0 } })
            {
                media.Example = ExampleOf(schema, MaxExampleDepth);
            }
        }
    }

    private static JsonNode? ExampleOf(IOpenApiSchema schema, int depth)
    {
        if (schema.Examples is [{ } example, ..])
        {
            return example.DeepClone();
        }

        if (schema.Enum is [{ } first, ..])
        {
            return first.DeepClone();
        }

        if (depth == 0)
        {
            return null;
        }

        if (schema.Items is { } items)
        {
            return ExampleOf(items, depth - 1) is { } item ? new JsonArray(item) : new JsonArray();
        }

        return schema.Properties is { Count: > 0 } || schema.Type == JsonSchemaType.Object
            ? new JsonObject((schema.Properties ?? new Dictionary<string, IOpenApiSchema>()).Select(pair => KeyValuePair.Create(pair.Key, ExampleOf(pair.Value, depth - 1))))
            : null;
    }
}
