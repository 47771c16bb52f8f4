using Actors.Api.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Actors.Api.Documentation;

/// <summary>Writes into the OpenAPI document which fields of a body must be sent: those that an empty body is refused for.</summary>
internal sealed class RequiredFields : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is null && typeof(IRequestBody).IsAssignableFrom(context.JsonTypeInfo.Type))
        {
            foreach (var field in MissingFrom((IRequestBody)Activator.CreateInstance(context.JsonTypeInfo.Type)!))
            {
                Require(schema, field);
            }
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<string> MissingFrom(IRequestBody empty)
    {
        var errors = new FieldErrors();
        empty.Validate(errors);
        return errors.All.Select(error => error.Field);
    }

    private static void Require(OpenApiSchema schema, string field)
    {
        if (schema.Properties is { } properties && properties.TryGetValue(field, out var property))
        {
            (schema.Required ??= new HashSet<string>(StringComparer.Ordinal)).Add(field);

            if (property is OpenApiSchema sent)
            {
                sent.Type &= ~JsonSchemaType.Null;
            }
        }
    }
}
