using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Requests;

/// <summary>HEAD wherever GET is (RFC 9110, 9.3.2): the same endpoint answers, and the server sends no body.</summary>
internal static class HeadRequests
{
    /// <summary>For the endpoints of this group, also those that are mapped later.</summary>
    public static TBuilder AnswerHead<TBuilder>(this TBuilder group)
        where TBuilder : IEndpointConventionBuilder
    {
        group.Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: [var only] } && HttpMethods.IsGet(only))
            {
                endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
            }
        });

        return group;
    }
}
