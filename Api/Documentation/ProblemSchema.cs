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
            ["error"] = Text("At the token endpoint, introspection and revocation: the OAuth 2.0 error (RFC 6749, 5.2)."),
            ["error_description"] = Text("Beside error: what went wrong this time."),
            ["locked_until"] = Time("Of account_locked: when the account opens again."),
            ["state"] = Text("Of mfa_required, after a provider's sign-in: what the second factor is sent with."),
            ["policy"] = Text("Of rate_limited: the policy that refused."),
            ["limit"] = Number("Of rate_limited: how many requests the policy allows in a window."),
            ["window_seconds"] = Number("Of rate_limited: how long a window is."),
            ["retry_at"] = Time("Of rate_limited: when to come back."),
            ["retry_after_ms"] = Number("Of rate_limited: how long that is from now."),
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

    private static OpenApiSchema Time(string description) => new() { Type = JsonSchemaType.String, Format = "date-time", Description = description };

    private static OpenApiSchema Number(string description) => new() { Type = JsonSchemaType.Integer, Description = description };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
