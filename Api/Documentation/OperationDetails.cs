using System.Text;
using Actors.Api.Access;
using Actors.Api.RateLimits;
using Actors.RateLimits;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Actors.Api.Documentation;

/// <summary>Writes what follows from an endpoint's metadata into the OpenAPI document: its id, who may call it, what it is under, its parameters and headers.</summary>
internal sealed class OperationDetails : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isLimited = !metadata.OfType<Unlimited>().Any();

        operation.OperationId = IdOf(context.Description.HttpMethod!, context.Description.RelativePath!);
        string[] told =
        [
            $"{operation.Summary}.",
            .. operation.Description is { } more ? [more] : Array.Empty<string>(),
            AccessOf(metadata.OfType<AccessRule>().LastOrDefault()),
            LimitsOf(isLimited, metadata.OfType<RateLimitRule>()),
        ];
        operation.Description = string.Join(' ', told);
        operation.Parameters ??= [];

        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            Describe(parameter, Glossary.All.Parameters, context.Description.RelativePath);
        }

        foreach (var takes in metadata.OfType<OperationInput>())
        {
            foreach (var name in takes.Names.Where(name => operation.Parameters.All(known => known.Name != name)))
            {
                operation.Parameters.Add(Describe(
                    new OpenApiParameter { Name = name, In = takes.In, Schema = SchemaOf(name) },
                    takes.In == ParameterLocation.Query ? Glossary.All.Parameters : Glossary.All.RequestHeaders));
            }
        }

        foreach (var (status, response) in operation.Responses ?? [])
        {
            var own = status[0] is '2' or '3' ? metadata.OfType<AnswersWith>().SelectMany(answers => answers.Headers) : [];
            AddHeaders((OpenApiResponse)response, own.Concat(HeadersOf(status, isLimited)), context.Document!);
        }

        return Task.CompletedTask;
    }

    /// <summary>The method and the path in camel case: <c>getAdminUsersById</c>.</summary>
    private static string IdOf(string method, string path)
    {
        var id = new StringBuilder(method.ToLowerInvariant());
        var trimmed = path.StartsWith("api/v1/", StringComparison.Ordinal) ? path["api/v1/".Length..] : path;

        foreach (var part in trimmed.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var word in (part[0] == '{' ? "by-" + part.Trim('{', '}', '*') : part).Split('-', '.', '_', ':'))
            {
                id.Append(word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..]);
            }
        }

        return id.ToString();
    }

    private static string AccessOf(AccessRule? rule) => rule switch
    {
        null or { Kind: AccessKind.Anyone } => "For anyone.",
        { Kind: AccessKind.Admin } => "For administrators.",
        { Kind: AccessKind.ApiKey } => $"For API keys with the scope `{rule.Scope}`, and for administrators.",
        { Recent: true } => "For a user who has signed in a short while ago.",
        { Scope: { } scope } => $"For a signed-in user, or an API key with the scope `{scope}`.",
        _ => "For a signed-in user.",
    };

    private static string LimitsOf(bool isLimited, IEnumerable<RateLimitRule> rules)
    {
        var further = rules.SelectMany(rule => rule.Tiers).Distinct().ToArray();

        return !isLimited ? "It is under no rate limit."
            : further.Length > 0 ? $"It is under the rate limit `{string.Join("`, `", further)}`."
            : "It is under the general rate limits.";
    }

    private static IEnumerable<string> HeadersOf(string status, bool isLimited) =>
    [
        "X-Request-ID",
        .. isLimited ? (string[])["RateLimit-Policy", "RateLimit"] : [],
        .. status == "401" ? (string[])["WWW-Authenticate"] : [],
        .. status is "423" or "429" or "503" ? (string[])["Retry-After"] : [],
    ];

    private static void AddHeaders(OpenApiResponse response, IEnumerable<string> names, OpenApiDocument document)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();

        foreach (var name in names)
        {
            response.Headers[name] = new OpenApiHeaderReference(name, document);
        }
    }

    /// <summary>What a word says of the parameter where it stands in the path (<c>users/{id}</c>), or else of its name.</summary>
    private static OpenApiParameter Describe(OpenApiParameter parameter, Dictionary<string, Word> words, string? path = null)
    {
        var segments = path?.Split('/') ?? [];
        var place = Array.IndexOf(segments, $"{{{parameter.Name}}}");

        if ((place > 0 && words.TryGetValue($"{segments[place - 1]}/{segments[place]}", out var word))
            || (parameter.Name is { } name && words.TryGetValue(name, out word)))
        {
            parameter.Description ??= word.Meaning;
            parameter.Example ??= word.Example?.DeepClone();
        }

        return parameter;
    }

    private static OpenApiSchema SchemaOf(string name) => name switch
    {
        "limit" => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "200" },
        "unread" => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        "from" or "to" or "created_after" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        _ => new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
