using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Actors.Api.Documentation;

/// <summary>A body that the handler reads itself, as the OpenAPI document tells it.</summary>
/// <param name="MediaType">One of the media types that the endpoint takes.</param>
/// <param name="Schema">What the body is like.</param>
/// <param name="Example">A body, as text.</param>
internal sealed record DescribedBody(string MediaType, OpenApiSchema Schema, string Example);

internal static class DescribedBodyEndpoints
{
    public static TBuilder Takes<TBuilder>(this TBuilder endpoint, params DescribedBody[] bodies)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata([.. bodies]);
}

/// <summary>Writes the bodies of <see cref="DescribedBodyEndpoints.Takes"/> into the OpenAPI document.</summary>
internal sealed class DescribedBodies : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var bodies = context.Description.ActionDescriptor.EndpointMetadata.OfType<DescribedBody>().ToArray();

        if (bodies.Length > 0)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = bodies.ToDictionary(body => body.MediaType, body => new OpenApiMediaType { Schema = body.Schema, Example = ExampleOf(body) }),
            };
        }

        return Task.CompletedTask;
    }

    private static JsonNode? ExampleOf(DescribedBody body) =>
        body.Schema.Type == JsonSchemaType.String ? JsonValue.Create(body.Example) : JsonNode.Parse(body.Example);
}
