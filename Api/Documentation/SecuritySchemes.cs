using Microsoft.OpenApi;

namespace Actors.Api.Documentation;

/// <summary>How a caller proves who it is, as the OpenAPI document names it.</summary>
internal static class SecuritySchemes
{
    public const string Bearer = "bearer";
    public const string ApiKey = "api_key";

    public static IDictionary<string, IOpenApiSecurityScheme> All => new Dictionary<string, IOpenApiSecurityScheme>
    {
        [Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The access_token that signing in answers with.",
        },
        [ApiKey] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = "X-API-Key",
            Description = "An API key with the scope that the endpoint names.",
        },
    };
}
