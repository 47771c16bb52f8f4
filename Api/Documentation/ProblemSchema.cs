using Microsoft.OpenApi;

namespace Actors.Api.Documentation;

/// <summary>The schema of every error body (RFC 9457).</summary>
internal static class ProblemSchema
{
    public static OpenApiSchema Create() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "An error, as RFC 9457 has it.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code", "request_id" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("The page that explains this kind of error."),
            ["title"] = Text("The kind of error, for a person."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The status of the answer." },
            ["detail"] = Text("What went wrong this time."),
            ["code"] = Text("The kind of error, for a program."),
            ["request_id"] = Text("The request, as in X-Request-ID."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "What is wrong with each field.",
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "field", "code", "message" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["field"] = Text("The field, or a JSON Pointer into a document."),
                        ["code"] = Text("What is wrong, for a program."),
                        ["message"] = Text("What is wrong, for a person."),
                    },
                },
            },
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
