using Actors.Api.Access;
using Actors.Api.Errors;
using Microsoft.OpenApi;

namespace Actors.Api.Documentation;

/// <summary>How a caller proves who it is, as the OpenAPI document names it.</summary>
internal static class SecuritySchemes
{
    public const string Bearer = "bearer";
    public const string Password = "password";
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
        [Password] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "Signs in with an e-mail address and a password and then sends the access token, as the page /docs does. Clients have no id or secret.",
            Flows = new OpenApiOAuthFlows
            {
                Password = new OpenApiOAuthFlow
                {
                    TokenUrl = new Uri(OAuthErrors.TokenPath, UriKind.Relative),
                    RefreshUrl = new Uri(OAuthErrors.TokenPath, UriKind.Relative),
                    Scopes = new Dictionary<string, string>(),
                },
            },
        },
        [ApiKey] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = Identity.KeyHeader,
            Description = "An API key with the scope that the endpoint names.",
        },
    };
}
