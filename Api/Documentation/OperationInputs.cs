using System.Collections.Immutable;
using Microsoft.OpenApi;

namespace Actors.Api.Documentation;

/// <summary>What an operation reads beside its path and its body.</summary>
internal sealed record OperationInput(ParameterLocation In, ImmutableArray<string> Names);

/// <summary>The headers of an operation's good answers that are not on every answer.</summary>
internal sealed record AnswersWith(ImmutableArray<string> Headers);

internal static class OperationInputs
{
    /// <summary>Names the query parameters, whose meaning <c>glossary.json</c> tells.</summary>
    public static TBuilder TakesQuery<TBuilder>(this TBuilder endpoint, params ImmutableArray<string> names)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new OperationInput(ParameterLocation.Query, names));

    /// <summary>Names the query parameters of a list: those of every list and these filters.</summary>
    public static TBuilder Lists<TBuilder>(this TBuilder endpoint, params ImmutableArray<string> filters)
        where TBuilder : IEndpointConventionBuilder => endpoint.TakesQuery(["limit", "cursor", .. filters]);

    /// <summary>Names the request headers, whose meaning <c>glossary.json</c> tells.</summary>
    public static TBuilder TakesHeaders<TBuilder>(this TBuilder endpoint, params ImmutableArray<string> names)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new OperationInput(ParameterLocation.Header, names));

    /// <summary>Names the response headers, whose meaning <c>glossary.json</c> tells.</summary>
    public static TBuilder AnswersWithHeaders<TBuilder>(this TBuilder endpoint, params ImmutableArray<string> headers)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AnswersWith(headers));
}
