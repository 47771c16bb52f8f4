using Actors.Api.Documentation;
using Microsoft.OpenApi;

namespace Actors.Api.RateLimits;

/// <summary>The body of <c>POST /api/v1/ratelimits/check</c> for the OpenAPI document. <see cref="CheckReader"/> reads its bytes, so no type tells its shape.</summary>
internal static class CheckBodies
{
    public static DescribedBody Check { get; } = new("application/json", Request(), """{"policy":"default","key":"customer-4711","cost":1}""");

    private static OpenApiSchema Request()
    {
        var request = One("One check, policy and key, or checks in their place.");
        request.Properties!["checks"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Description = "Checks in place of a policy and a key; dry_run beside them is for all.",
            MinItems = 1,
            MaxItems = CheckReader.MaxChecks,
            Items = One("One check.", "policy", "key"),
        };
        return request;
    }

    private static OpenApiSchema One(string description, params string[] required) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Required = required.Length > 0 ? new HashSet<string>(required) : null,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["policy"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The policy's name." },
            ["key"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Whom to count, up to 512 characters." },
            ["cost"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "How much to take; 1 when left out." },
            ["dry_run"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Looks without taking." },
        },
    };
}
