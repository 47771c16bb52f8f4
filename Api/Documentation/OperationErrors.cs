using System.Globalization;
using System.Text.Json.Nodes;
using Actors.Api.Access;
using Actors.Api.Errors;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Actors.Api.Documentation;

/// <summary>The errors that an endpoint itself answers with, beside those that follow from its access rule and its body.</summary>
internal sealed record FailsWith(IReadOnlyList<ErrorCode> Codes);

internal static class FailsWithEndpoints
{
    public static RouteHandlerBuilder FailsWith(this RouteHandlerBuilder endpoint, params ErrorCode[] codes) =>
        endpoint.WithMetadata(new FailsWith(codes));
}

/// <summary>Writes each operation's errors and its security into the OpenAPI document.</summary>
internal sealed class OperationErrors : IOpenApiOperationTransformer
{
    /// <summary>What is sent in them must be understood: it does not count as not sent.</summary>
    private static readonly HashSet<string> CheckedHeaders = ["If-Match", "If-None-Match", "Last-Event-ID", "Idempotency-Key"];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var rule = metadata.OfType<AccessRule>().LastOrDefault();
        var isLimited = !metadata.OfType<Unlimited>().Any();
        var codes = metadata.OfType<FailsWith>().SelectMany(f => f.Codes).Concat(Implied(operation, rule))
            .Concat(ImpliedByInputs([.. metadata.OfType<OperationInput>()], context.Description.RelativePath!))
            .Concat(isLimited ? [ErrorCodes.RateLimited, ErrorCodes.StorageUnavailable, ErrorCodes.Unavailable] : [])
            .Concat(isLimited && !metadata.OfType<DisableRequestTimeoutAttribute>().Any() ? [ErrorCodes.DeadlineExceeded] : [])
            .Distinct();

        operation.Responses ??= [];

        foreach (var status in codes.GroupBy(c => c.Status).OrderBy(g => g.Key))
        {
            operation.Responses[status.Key.ToString(CultureInfo.InvariantCulture)] = Response(status, context.Document!);
        }

        // An empty list says that none is needed; without one nothing would be said.
        operation.Security = rule is null or { Kind: AccessKind.Anyone } ? [] : [.. Requirements(rule, context.Document!)];

        return Task.CompletedTask;
    }

    private static IEnumerable<ErrorCode> Implied(OpenApiOperation operation, AccessRule? rule)
    {
        if (rule is not null && rule.Kind != AccessKind.Anyone)
        {
            yield return ErrorCodes.Unauthenticated;
            yield return ErrorCodes.InvalidToken;

            if (rule.Kind != AccessKind.User)
            {
                yield return ErrorCodes.Forbidden;
            }

            if (rule.Kind != AccessKind.Admin)
            {
                yield return ErrorCodes.InsufficientScope;
            }

            if (rule.Recent)
            {
                yield return ErrorCodes.ReauthenticationRequired;
            }
        }

        if (operation.RequestBody is { Content: { } content })
        {
            yield return ErrorCodes.TooLarge;
            yield return ErrorCodes.UnsupportedMediaType;

            if (content.Keys.Any(type => type.EndsWith("/json", StringComparison.Ordinal) || type.EndsWith("+json", StringComparison.Ordinal)))
            {
                yield return ErrorCodes.MalformedJson;
                yield return ErrorCodes.ValidationFailed;
            }
        }
    }

    private static IEnumerable<ErrorCode> ImpliedByInputs(OperationInput[] inputs, string path)
    {
        if (inputs.Any(takes => takes.In == ParameterLocation.Header && takes.Names.Any(name => CheckedHeaders.Contains(name))))
        {
            yield return ErrorCodes.BadRequest;
        }

        if (inputs.Any(takes => takes.In == ParameterLocation.Query) || path.Contains("{persona}", StringComparison.Ordinal))
        {
            yield return ErrorCodes.ValidationFailed;
        }
    }

    private static OpenApiResponse Response(IGrouping<int, ErrorCode> codes, OpenApiDocument document) => new()
    {
        Description = string.Join(" Or: ", codes.Select(c => c.Title)),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new()
            {
                Schema = new OpenApiSchemaReference("Problem", document),
                Examples = codes.ToDictionary(c => c.Code, IOpenApiExample (c) => new OpenApiExampleReference(c.Code, document)),
            },
        },
    };

    /// <summary>A body with the code.</summary>
    public static JsonObject Example(ErrorCode code) => new()
    {
        ["type"] = code.Type,
        ["title"] = code.Title,
        ["status"] = code.Status,
        ["detail"] = code.Title,
        ["code"] = code.Code,
        ["request_id"] = "0d1f6a2b7c9e4f3a8b5d6c7e8f901234",
    };

    private static IEnumerable<OpenApiSecurityRequirement> Requirements(AccessRule rule, OpenApiDocument document)
    {
        yield return new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SecuritySchemes.Bearer, document)] = [] };
        yield return new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SecuritySchemes.Password, document)] = [] };

        if (rule.Scope is { } scope)
        {
            yield return new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SecuritySchemes.ApiKey, document)] = [scope] };
        }
    }
}
